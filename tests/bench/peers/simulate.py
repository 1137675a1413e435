"""The same with what is installed: numba, igraph, networkx. Rows: peer, name, seconds (the median of
five, compiled beforehand), a number to be compared."""
import math
import random
import statistics
import time


def median(function, turns=5):
    seconds, result = [], None
    for turn in range(turns):
        begin = time.process_time()
        result = function(turn)
        seconds.append(time.process_time() - begin)
    return statistics.median(seconds), result


def tell(peer, name, function, turns=5):
    seconds, result = median(function, turns)
    print(f"{peer}\t{name}\t{seconds:.4g}\t{result:.6g}", flush=True)


try:
    import numba
    import numpy as np

    @numba.njit
    def thresholds(seed):
        np.random.seed(seed)
        n, total = 10000, 0.0
        how_many = np.zeros(n + 1, np.int64)
        for _ in range(10000):
            how_many[:] = 0
            for _ in range(n):
                needed = math.ceil(n * (0.25 + 0.12 * np.random.standard_normal()))
                if needed <= n:
                    how_many[max(needed, 0)] += 1
            gone, j = how_many[0], 1
            while j <= gone and j <= n:
                gone += how_many[j]
                j += 1
            total += gone
        return total / 1e8

    @numba.njit
    def path(seed, days):
        np.random.seed(seed)
        times = np.empty(2000000)
        n, now, excited = 0, 0.0, 0.0
        while True:
            bound = 1.0 + excited
            wait = np.random.exponential(1.0 / bound)
            now += wait
            if now >= days:
                return times[:n]
            excited *= math.exp(-2.0 * wait)
            if np.random.random() * bound < 1.0 + excited:
                times[n] = now
                n += 1
                excited += 1.2

    thresholds(1)
    path(1, 10.0)
    tell("numba", "thresholds", thresholds)
    tell("numba", "path", lambda turn: len(path(turn, 4e5)))
except ImportError:
    pass


def watts(neighbours, degrees, seeds):
    needed = [math.ceil(0.18 * k - 1e-9) if k else -1 for k in degrees]
    left, queue = set(seeds), list(seeds)
    while queue:
        man = queue.pop()
        for other in neighbours[man]:
            needed[other] -= 1
            if needed[other] <= 0 and other not in left:
                left.add(other)
                queue.append(other)
    return len(left) / len(degrees)


try:
    import igraph

    def draw(turn):
        random.seed(turn)
        return igraph.Graph.Erdos_Renyi(n=100000, p=4 / 99999)

    def both(turn):
        graph = draw(turn)
        return watts(graph.get_adjlist(), graph.degree(), random.sample(range(100000), 20))

    tell("igraph", "graph", lambda turn: draw(turn).ecount() / 5e4)
    tell("igraph", "cascade", both)
except ImportError:
    pass

try:
    import networkx

    def slow(turn):
        graph = networkx.fast_gnp_random_graph(100000, 4 / 99999, seed=turn)
        random.seed(turn)
        return watts(graph.adj, [d for _, d in graph.degree()], random.sample(range(100000), 20))

    tell("networkx", "cascade", slow, 1)
except ImportError:
    pass
