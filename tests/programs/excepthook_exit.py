import sys
def hook(t, v, tb): print('bye'); sys.exit(4)
sys.excepthook = hook
1/0
