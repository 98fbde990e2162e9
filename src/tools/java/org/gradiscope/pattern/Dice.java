/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.pattern;

import java.util.SplittableRandom;

/**
 * Random numbers that are the same on every machine. Everything is made from the 64 bits of
 * {@link SplittableRandom#nextLong()}, since the bounded and Gaussian methods of the library have
 * changed between Java versions.
 */
final class Dice {

	private static final double SQRT_3 = 1.7320508075688772;

	private final SplittableRandom random;

	Dice(final long seed) {
		random = new SplittableRandom(seed);
	}

	/** Sixty-four random bits, for example the seed of something else. */
	long seed() {
		return random.nextLong();
	}

	/** Uniform in [0, 1). */
	double unit() {
		return (random.nextLong() >>> 11) * 0x1.0p-53;
	}

	/** Uniform in [low, high). */
	double uniform(final double low, final double high) {
		return low + (high - low) * unit();
	}

	/** Between {@code low} and {@code high}, both over 0, with a uniform logarithm. */
	double logUniform(final double low, final double high) {
		return low * StrictMath.exp(unit() * StrictMath.log(high / low));
	}

	/** A whole number from {@code low} to {@code high}, both included. */
	int whole(final int low, final int high) {
		return low + (int) (unit() * (high - low + 1));
	}

	boolean chance(final double probability) {
		return unit() < probability;
	}

	/** An angle in radians, uniform over the circle. */
	double angle() {
		return unit() * 2 * StrictMath.PI;
	}

	/**
	 * A bell-shaped number of mean 0 and standard deviation 1: the sum of four uniform ones of 16
	 * bits each. It needs no transcendental function and has no tail beyond 3.5, which suits camera
	 * noise.
	 */
	double gaussian() {
		final long bits = random.nextLong();
		final long sum =
			(bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
		return (sum / 65535.0 - 2) * SQRT_3;
	}

	/** A number in [0, 1) that belongs to a place of an endless lattice. */
	static double unitAt(final long seed, final long column, final long row) {
		return (hash(seed, column, row) >>> 11) * 0x1.0p-53;
	}

	/** Sixty-four well mixed bits that belong to a place of an endless lattice. */
	static long hash(final long seed, final long column, final long row) {
		long z = seed + column * 0x9e3779b97f4a7c15L + row * 0xc2b2ae3d27d4eb4fL;
		z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
		z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
		return z ^ z >>> 31;
	}
}
