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

import org.gradiscope.attack.bound.Norm;
import org.gradiscope.tensor.Tensor;

/**
 * Where two classes have equal scores, as far as the slope {@code w} of their difference {@code f} at an
 * image tells: the images {@code x + r} with {@code f + w . r = 0}.
 *
 * @param norm in which it is sought
 * @param value f
 * @param slope w, of one image
 * @param dual the dual norm of w: the L2 norm for L2, the L1 norm for L-infinity
 */
record Hyperplane(Norm norm, double value, Tensor slope, double dual) {

	static Hyperplane of(final Norm norm, final double value, final Tensor slope) {
		return new Hyperplane(norm, value, slope,
			norm == Norm.L2 ? Norm.L2.of(slope.data(), 0, slope.size()) : sum(slope.data()));
	}

	private static double sum(final float[] values) {
		double sum = 0;
		for (final float value : values)
			sum += Math.abs(value);
		return sum;
	}

	/** {@code |f| / |w|*}, in grey levels; infinite where the slope is zero, for nothing leads there. */
	double distance() {
		return dual > 0 ? Math.abs(value) / dual : Double.POSITIVE_INFINITY;
	}

	/**
	 * An image after a multiple of the shortest way up to it, {@code |f| / |w|^2 w} in L2,
	 * {@code |f| / |w|_1 sign(w)} in L-infinity.
	 */
	Tensor crossed(final Tensor image, final double multiple) {
		final double way = multiple * distance();
		final float[] w = slope.data();
		final float[] values = image.data().clone();
		for (int i = 0; i < w.length; i++)
			values[i] += (float) (way * (norm == Norm.L2 ? w[i] / dual : Math.signum(w[i])));
		return Tensor.of(image.shape(), values);
	}
}
