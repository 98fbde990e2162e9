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

package org.gradiscope.attack.bound;

import org.gradiscope.tensor.Tensor;

/** How the size of a perturbation is measured. */
public enum Norm {

	/** The largest change of any value. */
	LINF("linf") {

		@Override
		public double of(final float[] change, final int from, final int to) {
			double largest = 0;
			for (int i = from; i < to; i++)
				largest = Math.max(largest, Math.abs(change[i]));
			return largest;
		}
	},

	/** The Euclidean norm over all values. */
	L2("l2") {

		@Override
		public double of(final float[] change, final int from, final int to) {
			double squares = 0;
			for (int i = from; i < to; i++)
				squares += (double) change[i] * change[i];
			return Math.sqrt(squares);
		}
	};

	private final String word;

	Norm(final String word) {
		this.word = word;
	}

	/**
	 * The norm of a part of a change, for example of one image of a batch.
	 *
	 * @param change in grey levels
	 * @param from the first index
	 * @param to the index after the last
	 * @return in grey levels, at least 0
	 */
	public abstract double of(float[] change, int from, int to);

	/** How far two images are from each other, all values of a batch together. */
	public double distance(final Tensor a, final Tensor b) {
		final float[] change = a.data().clone();
		for (int i = 0; i < change.length; i++)
			change[i] -= b.data()[i];
		return of(change, 0, change.length);
	}

	/**
	 * The epsilon of this norm that lets every value change by so much: it itself, or its multiple by the
	 * root of the number of values, so that it is the root mean square.
	 *
	 * @param values how many values an image has
	 */
	public double epsilon(final double perValue, final int values) {
		return this == LINF ? perValue : perValue * Math.sqrt(values);
	}

	/** The word by which users choose it. */
	@Override
	public String toString() {
		return word;
	}
}
