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

package org.gradiscope.preprocessing;

/** Of the answers to several images, in nats. */
final class Entropies {

	/** Whether each class is there or not for itself. */
	private final boolean each;
	private double[] sums;
	private double entropy;
	private int count;

	Entropies(final boolean each) {
		this.each = each;
	}

	/** @param probabilities of one image */
	void add(final double... probabilities) {
		if (sums == null) sums = new double[probabilities.length];
		for (int i = 0; i < probabilities.length; i++)
			sums[i] += probabilities[i];
		entropy += of(probabilities);
		count++;
	}

	/** Of one answer, on average. */
	double mean() {
		return entropy / count;
	}

	/** What one answer says about which image it is of. */
	double information() {
		final double[] means = sums.clone();
		for (int i = 0; i < means.length; i++)
			means[i] /= count;
		return Math.max(0, of(means) - mean());
	}

	private double of(final double... probabilities) {
		double sum = 0;
		for (final double p : probabilities)
			sum += each ? term(p) + term(1 - p) : term(p);
		return sum;
	}

	private static double term(final double p) {
		return p > 0 ? -p * Math.log(p) : 0;
	}
}
