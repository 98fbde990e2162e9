"""The ratios of scripts/compare-peers, and the table that holds them."""

import statistics

TITLES = ("row", "work", "against", "ours", "theirs", "ratio", "spread", "wanted", "reached")


def ratio_line(row, work, peer, wanted, ours, theirs):
    """A line of the table, from figures of ours and of the peer's in each round, or the ratios themselves.

    >>> ratio_line(1, "step", "PyTorch", 0.9, [1.0, 3.0, 2.0], [2.0, 4.0, 8.0])
    ('1', 'step', 'PyTorch', '2.00 s', '4.00 s', '0.50', '0.25 to 0.75', '0.9', 'yes')
    >>> ratio_line(8, "PGD", "foolbox", 0.4, [0.0124], [0.02])[3:]
    ('12.4 ms', '20.0 ms', '0.62', '0.62 to 0.62', '0.4', 'no')
    """
    ratios = [our / their for our, their in zip(ours, theirs, strict=True)]
    return line(row, work, peer, wanted, ratios, time(statistics.median(ours)), time(statistics.median(theirs)))


def line(row, work, peer, wanted, ratios, ours, theirs):
    """A line of the table; ours and theirs are texts.

    >>> line(6, "memory", "limit", 1.0, [1.0, 1.5, 1.2], "1.6 GB", "1.4 GB")
    ('6', 'memory', 'limit', '1.6 GB', '1.4 GB', '1.20', '1.00 to 1.50', '1.0', 'no')
    >>> line(7, "map", "tf-keras-vis", None, [0.5], "1 s", "2 s")[-2:]
    ('', '')
    """
    median = statistics.median(ratios)
    reached = "" if wanted is None else "yes" if median <= wanted else "no"
    return (str(row), work, peer, ours, theirs, f"{median:.2f}", f"{min(ratios):.2f} to {max(ratios):.2f}",
            "" if wanted is None else str(wanted), reached)


def time(seconds):
    """Seconds, or milliseconds where they are few, to three figures.

    >>> time(0.0312), time(0.4567), time(1.234), time(12.34)
    ('31.2 ms', '457 ms', '1.23 s', '12.3 s')
    """
    if seconds < 1:
        return f"{1000 * seconds:.{0 if seconds >= 0.1 else 1}f} ms"
    return f"{seconds:.{2 if seconds < 10 else 1}f} s"


def markdown(lines, titles=TITLES):
    """The table, its columns aligned.

    >>> print(markdown([("1", "step")], ("row", "work")))
    | row | work |
    | --- | ---- |
    | 1   | step |
    """
    widths = [max(len(line[i]) for line in [titles, *lines]) for i in range(len(titles))]

    def printed(cells):
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths)) + " |"

    return "\n".join([printed(titles), printed(["-" * width for width in widths]), *map(printed, lines)])
