use pylanes::lang::{Source, code::*, compile, dis};
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut store = CodeStore::new();
        println!("#### {path}");
        match compile(&Source { filename: path.as_str().into(), text: text.as_str().into(), hidden: false }, &mut store)
        {
            Err(d) => println!("ERR {:?}", d),
            Ok(id) => {
                if std::env::var("DIS").is_ok() {
                    println!("{}", dis::disassemble_all(&store, id));
                    continue;
                }
                for (_, code) in store.iter() {
                    println!("@@ {} {}", code.qualname, code.first_line);
                    for (i, instr) in code.instrs.iter().enumerate() {
                        let a = dis::argument(code, &store, *instr, &|_| None);
                        let l = code.locations[i];
                        println!(
                            "{}\t{}\t{}\t{}:{}-{}:{}",
                            instr.op.name(),
                            instr.arg,
                            a,
                            l.start.line,
                            l.start.col,
                            l.end.line,
                            l.end.col
                        );
                    }
                }
            }
        }
    }
}
