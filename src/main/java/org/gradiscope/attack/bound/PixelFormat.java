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

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** The values that a pixel can have in a file: integer grey levels, or any number. */
public enum PixelFormat {

	/** Integers 0..255, of grey or of each colour. */
	UINT8(255),
	/** Integers 0..65535. */
	UINT16(65535),
	/** Any number. */
	FLOAT32(Float.POSITIVE_INFINITY);

	private final float maximum;

	PixelFormat(final float maximum) {
		this.maximum = maximum;
	}

	public boolean isInteger() {
		return this != FLOAT32;
	}

	/** The value that is stored for {@code value}: rounded and clamped, or as it is for real numbers. */
	public float stored(final float value) {
		return isInteger() ? Math.max(0, Math.min(maximum, Math.round(value))) : value;
	}

	/** Whether a change within the bound can be stored: an integer changes by one level at least. */
	public boolean canChange(final Bound bound) {
		return !isInteger() || bound.epsilon() >= 1;
	}

	/** An epsilon for each value, or one level where less cannot be stored. */
	public double atLeastOneLevel(final Norm norm, final double epsilon) {
		return isInteger() && norm == Norm.LINF ? Math.max(1, epsilon) : epsilon;
	}

	/** @throws IllegalArgumentException if no change within the bound can be stored, with the remedy */
	public void check(final Bound bound) {
		if (!canChange(bound)) throw new IllegalArgumentException(
			"The image has integer grey levels, so epsilon has to be at least 1, but " + bound.epsilon() +
				" was given; for less, make the image 32-bit (Image > Type > 32-bit).");
	}

	/** @throws IllegalArgumentException if a value of an image is none of this format */
	public void checkStored(final Pixels image) {
		for (final float value : image.values().data())
			if (stored(value) != value)
				throw new IllegalArgumentException("An image of integers from 0 to " + (int) maximum +
					" is needed, but it has the value " + value + "; round it, or give " + FLOAT32 + ".");
	}

	/**
	 * Rounds perturbed images without leaving the bound around the originals.
	 *
	 * @param originals {@code [n, h, w, c]}, values of this format
	 * @param perturbed of the same shape, within the bound
	 * @return values of this format within the bound, {@code [n, h, w, c]}
	 * @throws IllegalArgumentException if the largest change is bounded by less than a level
	 */
	public Tensor round(final Tensor originals, final Tensor perturbed, final Bound bound) {
		if (!isInteger()) return perturbed;
		final List<Tensor> rounded = new ArrayList<>();
		for (int n = 0; n < originals.shape().dimension(0); n++)
			rounded.add(BoundedRounding.round(originals.item(n), perturbed.item(n), bound, this));
		return Tensor.batch(rounded);
	}
}
