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

package org.gradiscope.attribution.concept;

import java.util.Arrays;

/**
 * A separator of one draw, and what it says.
 *
 * @param direction towards the concept, of length 1: the concept activation vector
 * @param right how many held-out examples it puts on their side
 * @param heldOut how many there are
 * @param score of how much of the class's images the score grows along the direction, 0..1
 */
public record ConceptSeparator(double[] direction, int right, int heldOut, double score) {

	/** Under this probability a result is thought to be no chance. */
	private static final double LEVEL = 0.05;

	/** Finds it, judges it by what is held out, and asks the slopes. */
	static ConceptSeparator of(final double[][] first, final double[][] second,
		final double[][] slopes, final double c) {
		final int held = ConceptDraw.heldOut(first.length);
		final int used = first.length - held;
		final LinearSeparator separator =
			LinearSeparator.of(Arrays.copyOf(first, used), Arrays.copyOf(second, used), c);
		int right = 0;
		for (int i = used; i < first.length; i++)
			right += (separator.score(first[i]) > 0 ? 1 : 0) + (separator.score(second[i]) < 0 ? 1 : 0);
		final double[] direction = unit(separator.weights());
		int up = 0;
		for (final double[] slope : slopes)
			if (LinearSeparator.dot(slope, direction) > 0) up++;
		return new ConceptSeparator(direction, right, 2 * held, (double) up / slopes.length);
	}

	static double[] unit(final double... vector) {
		final double length = Math.sqrt(LinearSeparator.dot(vector, vector));
		final double[] unit = vector.clone();
		for (int j = 0; j < unit.length && length > 0; j++)
			unit[j] /= length;
		return unit;
	}

	/** 0..1. */
	public double accuracy() {
		return (double) right / heldOut;
	}

	/**
	 * Whether somebody who tosses a coin would have as many right with a probability of over 5 %:
	 * {@code sum_(k >= right) (n over k) / 2^n}.
	 */
	public boolean isNoBetterThanChance() {
		double tail = 0;
		for (int k = right; k <= heldOut; k++)
			tail += Math.exp(logBinomial(heldOut, k) - heldOut * Math.log(2));
		return tail > LEVEL;
	}

	private static double logBinomial(final int n, final int k) {
		double sum = 0;
		for (int i = 1; i <= k; i++)
			sum += Math.log(n - k + i) - Math.log(i);
		return sum;
	}
}
