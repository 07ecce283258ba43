from multiprocessing import Pipe, Process


def echo(end):
    while (text := end.recv()) != "bye":
        end.send(text.upper())
    end.close()


if __name__ == "__main__":
    ours, theirs = Pipe()
    p = Process(target=echo, args=(theirs,))
    p.start()
    for word in ("hello", "other", "process"):
        ours.send(word)
        print(ours.recv())
    ours.send("bye")
    p.join()
