import threading
import time

lock = threading.RLock()  # with a plain Lock, add() would wait for itself for ever
books = {"pens": 3, "ink": 2}


def add(name, n):
    with lock:
        books[name] = books.get(name, 0) + n


def restock(names):
    with lock:  # held here...
        for name in names:
            add(name, 5)  # ...and taken again inside: the RLock counts
            time.sleep(0.01)


a = threading.Thread(target=restock, args=(["pens", "ink"],))
b = threading.Thread(target=restock, args=(["ink", "paper"],))
a.start()
b.start()
a.join()
b.join()
print(books)
