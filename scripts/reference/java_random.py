"""Java's random generator, for programs that have to draw what the project draws."""


class SplittableRandom:
    """Java's (Steele, Lea & Flood 2014), of 64-bit arithmetic."""
    GOLDEN = 0x9e3779b97f4a7c15

    def __init__(self, seed, gamma=GOLDEN):
        self.seed, self.gamma = seed, gamma

    @staticmethod
    def mixed(z, shifts, factors):
        for shift, factor in zip(shifts, factors):
            z = (z ^ z >> shift) * factor % 2 ** 64
        return z ^ z >> shifts[-1]

    def next_seed(self):
        self.seed = (self.seed + self.gamma) % 2 ** 64
        return self.seed

    def next_long(self):
        return self.mixed(self.next_seed(), (30, 27, 31), (0xbf58476d1ce4e5b9, 0x94d049bb133111eb))

    def next_double(self):
        return (self.next_long() >> 11) * 2.0 ** -53

    def split(self):
        seed = self.next_long()
        gamma = self.mixed(self.next_seed(), (33, 33, 33), (0xff51afd7ed558ccd, 0xc4ceb9fe1a85ec53)) | 1
        return SplittableRandom(seed, gamma ^ 0xaaaaaaaaaaaaaaaa if (gamma ^ gamma >> 1).bit_count() < 24 else gamma)
