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

package org.gradiscope.attack.method.unbounded;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The two values that the Jacobian saliency map of pairs names first (Papernot et al. 2015, algorithm 3):
 * with {@code a_i} what value i does for the target and {@code b_i} what it does against all others, the
 * pair of largest {@code (a_p + a_q) (b_p + b_q)} among those of which both sums are over 0.
 * <p>
 * It is found exactly without looking at all pairs. The product grows with each of the four numbers. So
 * where two others are at least as good as q in both a and b, one of these is not p, and takes the place
 * of q at no loss: only values that at most one other is as good as need be looked at. There are few of
 * these, unless what helps the target helps the others as much. Of them, p is passed over where even a
 * partner of the largest a and the largest b would not do.
 * </p>
 *
 * @param first an index
 * @param second another
 */
record SalientPair(int first, int second) {

	/**
	 * @param a one number for each value
	 * @param b one number for each value
	 * @param eligible which values there are to choose from
	 * @return null if there is no such pair
	 */
	static SalientPair of(final float[] a, final float[] b, final IntPredicate eligible) {
		final int[] front = front(a, b, eligible);
		double largestA = Double.NEGATIVE_INFINITY;
		double largestB = Double.NEGATIVE_INFINITY;
		for (final int i : front) {
			largestA = Math.max(largestA, a[i]);
			largestB = Math.max(largestB, b[i]);
		}
		SalientPair best = null;
		double product = 0;
		for (int p = 0; p < front.length; p++) {
			final double ofA = a[front[p]];
			final double ofB = b[front[p]];
			if (product(ofA + largestA, ofB + largestB) <= product) continue;
			for (int q = p + 1; q < front.length; q++) {
				final double other = product(ofA + a[front[q]], ofB + b[front[q]]);
				if (other <= product) continue;
				product = other;
				best = new SalientPair(front[p], front[q]);
			}
		}
		return best;
	}

	/** 0 unless both are over it. */
	private static double product(final double a, final double b) {
		return a > 0 && b > 0 ? a * b : 0;
	}

	/** Those that at most one other is as good as, from the largest a to the smallest. */
	private static int[] front(final float[] a, final float[] b, final IntPredicate eligible) {
		final int[] front = new int[a.length];
		int count = 0;
		float largest = Float.NEGATIVE_INFINITY;
		float second = Float.NEGATIVE_INFINITY;
		final long[] order = order(a, eligible);
		for (int k = order.length - 1; k >= 0; k--) {
			final int i = (int) order[k];
			if (!(b[i] > second)) continue;
			front[count++] = i;
			second = Math.min(largest, b[i]);
			largest = Math.max(largest, b[i]);
		}
		return Arrays.copyOf(front, count);
	}

	/** The eligible indices in the lower halves, ordered by their a in the upper halves. */
	private static long[] order(final float[] a, final IntPredicate eligible) {
		final long[] order = new long[a.length];
		int count = 0;
		for (int i = 0; i < a.length; i++) {
			if (!eligible.test(i)) continue;
			final int bits = Float.floatToIntBits(a[i]);
			// As integers, the bits of negative numbers count the wrong way round.
			order[count++] = (long) (bits ^ bits >> 31 & Integer.MAX_VALUE) << 32 | i;
		}
		Arrays.sort(order, 0, count);
		return Arrays.copyOf(order, count);
	}
}
