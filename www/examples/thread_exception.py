import threading


def work():
    numbers = [1, 2, 3]
    print(numbers[7])


t = threading.Thread(target=work)
t.start()
t.join()
print("the main thread goes on; alive:", t.is_alive())
