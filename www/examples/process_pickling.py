import pickle
from multiprocessing import Pool


def double(x):
    return 2 * x


if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.map(double, [1, 2, 3]))
        try:
            pool.map(lambda x: 2 * x, [1, 2, 3])  # has no name to be found by
        except (pickle.PicklingError, AttributeError) as error:
            print(type(error).__name__)
