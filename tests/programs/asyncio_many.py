import asyncio, signal, os, time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
def cpu(n): return sum(range(n))
def boom(): raise ValueError('in pool')
async def tr(aw):
    try: print('ok', await aw)
    except BaseException as e: print(type(e).__name__, e)
async def main():
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(2) as ex: print(await asyncio.gather(*(loop.run_in_executor(ex, cpu, n) for n in (10, 100)))); await tr(loop.run_in_executor(ex, boom))
    ev = asyncio.Event(); loop.add_signal_handler(signal.SIGUSR1, lambda: (print('got usr1'), ev.set())); os.kill(os.getpid(), signal.SIGUSR1); await ev.wait(); print(loop.remove_signal_handler(signal.SIGUSR1), loop.remove_signal_handler(signal.SIGUSR1))
    # semaphores & cancellation
    s = asyncio.Semaphore(0); ts = [asyncio.create_task(s.acquire()) for _ in range(3)]; await asyncio.sleep(0); ts[0].cancel(); s.release(); await asyncio.sleep(0); await asyncio.sleep(0); print([t.done() for t in ts], ts[0].cancelled(), s._value, s.locked())
    s.release(); await asyncio.gather(*ts[1:]); print(s.locked())
    l = asyncio.Lock(); order = []
    async def user(n):
        async with l: order.append(n); await asyncio.sleep(0.001)
    ts = [asyncio.create_task(user(i)) for i in range(4)]; await asyncio.sleep(0); ts[2].cancel(); await asyncio.gather(*ts, return_exceptions=True); print(order, l.locked())
    c = asyncio.Condition(); woke = []
    async def cw(n):
        async with c: await c.wait(); woke.append(n)
    ts = [asyncio.create_task(cw(i)) for i in range(4)]; await asyncio.sleep(0)
    async with c: c.notify(2)
    await asyncio.sleep(0.01); print(woke)
    async with c: c.notify_all()
    await asyncio.gather(*ts); print(woke)
    await tr(asyncio.wait_for(c.acquire(), 1)); c.release()
    q = asyncio.Queue(1); await q.put(1); p = asyncio.create_task(q.put(2)); await asyncio.sleep(0); p.cancel(); await asyncio.sleep(0); print(q.qsize(), await q.get(), q.empty()); g = asyncio.create_task(q.get()); await asyncio.sleep(0); g.cancel(); await asyncio.sleep(0); await q.put(9); print(q.qsize())
    await tr(asyncio.wait_for(q.join(), 0.01)); 
    # as_completed with exceptions, shield
    async def job(n):
        await asyncio.sleep(n / 100)
        if n == 2: raise RuntimeError('job 2')
        return n
    for f in asyncio.as_completed([job(3), job(1), job(2)]): await tr(f)
    t = asyncio.create_task(job(1)); w = asyncio.shield(t); w.cancel(); await tr(w); print(await t)
    await tr(asyncio.shield(job(2)))
    # gather nested, cancel inner child
    t = asyncio.create_task(asyncio.sleep(1)); g = asyncio.gather(t, job(1)); await asyncio.sleep(0); t.cancel(); await tr(g); g = asyncio.gather(asyncio.create_task(asyncio.sleep(0, 'x')), asyncio.gather(job(1), job(3))); print(await g, g.done(), g.result())
    g = asyncio.gather(job(2), job(1)); await tr(g); print(g.exception())
    # timeouts
    async def inner():
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: await asyncio.sleep(0.02); raise
    t0 = loop.time(); await tr(asyncio.wait_for(inner(), 0.01)); print(loop.time() - t0 >= 0.03)
    async def conv():
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: raise KeyError('converted')
    await tr(asyncio.wait_for(conv(), 0.01))
    async def ret():
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: return 'late value'
    await tr(asyncio.wait_for(ret(), 0.01))
    try:
        async with asyncio.timeout(0.01) as tm:
            try: await asyncio.sleep(1)
            except asyncio.CancelledError: print('inner cancelled', tm.expired()); raise
    except TimeoutError: print('timeout', tm.expired(), asyncio.current_task().cancelling())
    async def cancel_in_timeout():
        async with asyncio.timeout(1): await asyncio.sleep(1)
    t = asyncio.create_task(cancel_in_timeout()); await asyncio.sleep(0); t.cancel('ext'); await tr(t)
    try:
        async with asyncio.timeout(0.01): raise KeyError('body')
    except KeyError as e: print('KE', e)
    async with asyncio.timeout(0.05) as tm: await asyncio.sleep(0.01); tm.reschedule(loop.time() + 0.1); await asyncio.sleep(0.05); print('ok rescheduled')
    async with asyncio.timeout(0.01) as tm: tm.reschedule(None); await asyncio.sleep(0.03); print(tm.when(), tm.expired())
if __name__ == '__main__':
    asyncio.run(main())
    l1, l2 = asyncio.new_event_loop(), asyncio.new_event_loop()
    lock = asyncio.Lock()
    async def hold():
        async with lock: await asyncio.sleep(0)
    async def contend(): await asyncio.gather(hold(), hold())
    l1.run_until_complete(contend())
    try: l2.run_until_complete(contend())
    except RuntimeError as e: print(str(e).split(' object')[0], str(e)[-34:])
    f = l1.create_future()
    async def wf(): await f
    try: l2.run_until_complete(wf())
    except RuntimeError as e: print(str(e)[-32:])
    q = asyncio.Queue(); 
    async def qq(): q.put_nowait(1); return await q.get()
    print(l1.run_until_complete(qq()), l2.run_until_complete(qq()))
    l1.close(); l2.close()
