import traceback, io
def show(e):
    try: raise e
    except BaseException as x: print('\n'.join(l for l in ''.join(traceback.format_exception(x)).replace(__file__, 'prog.py').splitlines() if '^' not in l))
E1, E2 = ExceptionGroup, BaseExceptionGroup
show(E1('a', [ValueError(1), E1('b', [TypeError(2)])]))
show(E1('a', [E1('b', [TypeError(2), KeyError('k')]), ValueError(1)]))
show(E1('a', [E1('b', [E1('c', [ValueError(1)])])]))
def nested():
    try: raise ValueError('ctx')
    except ValueError as v:
        try: raise E1('inner', [OSError('x')])
        except E1 as g: raise RuntimeError('after') from g
try: nested()
except RuntimeError as r: print(type(r.__cause__).__name__)
show(E1('many', [ValueError(i) for i in range(18)]))
e = ValueError('noted'); e.add_note('n1\nn2'); g = E1('g', [e]); g.add_note('group note'); show(g)
try:
    try: raise E1('first', [ValueError(1)])
    except E1: raise KeyError('second')
except KeyError as k: print('\n'.join(l for l in ''.join(traceback.format_exception(k)).replace(__file__, 'prog.py').splitlines() if '^' not in l))
