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

package org.gradiscope.attribution;

/** Nodes and weights on 0..1 that integrate polynomials of degree up to {@code 2 n - 1} exactly. */
final class GaussLegendre {

	private final double[] nodes;
	private final double[] weights;

	GaussLegendre(final int count) {
		nodes = new double[count];
		weights = new double[count];
		for (int i = 0; i < count; i++)
			solve(i, count);
	}

	/** Newton's iteration for a root of Legendre's polynomial, from the usual first guess. */
	private void solve(final int i, final int count) {
		double x = Math.cos(Math.PI * (i + 0.75) / (count + 0.5));
		double slope = 0;
		for (int iteration = 0; iteration < 100; iteration++) {
			double value = 1;
			double before = 0;
			for (int k = 1; k <= count; k++) {
				final double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
				before = value;
				value = next;
			}
			slope = count * (x * value - before) / (x * x - 1);
			final double change = value / slope;
			x -= change;
			if (Math.abs(change) < 1e-15) break;
		}
		nodes[i] = (1 - x) / 2;
		weights[i] = 1 / ((1 - x * x) * slope * slope);
	}

	int count() {
		return nodes.length;
	}

	double node(final int i) {
		return nodes[i];
	}

	double weight(final int i) {
		return weights[i];
	}
}
