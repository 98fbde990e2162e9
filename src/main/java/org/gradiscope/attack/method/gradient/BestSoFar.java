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

package org.gradiscope.attack.method.gradient;

import java.util.Arrays;

import org.gradiscope.tensor.Tensor;

/** Of candidates for each image of a batch, the one of the largest value, the first of equal ones. */
final class BestSoFar {

	private final Tensor images;
	private final float[] values;

	/** @param start {@code [n, h, w, c]}, what is there before any candidate */
	BestSoFar(final Tensor start) {
		images = start.copy();
		values = new float[start.shape().dimension(0)];
		Arrays.fill(values, Float.NEGATIVE_INFINITY);
	}

	/**
	 * Takes those candidates whose value is larger.
	 *
	 * @param value of each
	 * @return which were taken
	 */
	boolean[] update(final Tensor candidates, final float[] value) {
		final boolean[] taken = new boolean[values.length];
		for (int n = 0; n < taken.length; n++) {
			taken[n] = value[n] > values[n];
			if (taken[n]) values[n] = value[n];
		}
		copy(candidates, images, taken);
		return taken;
	}

	/** Some images of a batch, and the others as they are elsewhere. */
	static Tensor select(final boolean[] which, final Tensor there, final Tensor elsewhere) {
		boolean any = false;
		for (final boolean one : which)
			any |= one;
		if (!any) return elsewhere;
		final Tensor mixed = elsewhere.copy();
		copy(there, mixed, which);
		return mixed;
	}

	private static void copy(final Tensor from, final Tensor to, final boolean[] which) {
		final int stride = from.size() / which.length;
		for (int n = 0; n < which.length; n++)
			if (which[n]) System.arraycopy(from.data(), n * stride, to.data(), n * stride, stride);
	}

	/** Each image's best candidate; not a copy. */
	Tensor images() {
		return images;
	}

	/** The value of image {@code n}'s best; negative infinity if there was none. */
	float value(final int n) {
		return values[n];
	}
}
