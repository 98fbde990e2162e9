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
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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

	/**
	 * Rounds a perturbed image to integers without leaving the ball around the original. The change
	 * of each pixel is rounded, not its value. Where that is over epsilon, in L-infinity it is one level
	 * less; in L2 those changes lose a level that were rounded up most, until epsilon is kept.
	 */
	private static final class BoundedRounding {

		private BoundedRounding() {}

		/**
		 * @param original values of {@code format}, integers, of one image
		 * @param perturbed within {@code bound} of them
		 */
		static Tensor round(final Tensor original, final Tensor perturbed, final Bound bound,
			final PixelFormat format) {
			final double epsilon = bound.epsilon();
			if (bound.norm() == Norm.LINF) format.check(bound);
			final int most =
				bound.norm() == Norm.LINF ? (int) Math.min(65535, Math.floor(epsilon)) : 65535;
			final int[] changes = new int[original.size()];
			for (int i = 0; i < changes.length; i++)
				changes[i] =
					Math.max(-most, Math.min(most, Math.round(perturbed.data()[i] - original.data()[i])));
			if (bound.norm() == Norm.L2) shorten(changes, original.data(), perturbed.data(), epsilon);
			final Tensor rounded = original.copy();
			for (int i = 0; i < changes.length; i++)
				rounded.data()[i] = format.stored(original.data()[i] + changes[i]);
			return rounded;
		}

		private static void shorten(final int[] changes, final float[] original,
			final float[] perturbed, final double epsilon) {
			double squares = 0;
			for (final int change : changes)
				squares += (double) change * change;
			double excess = squares - epsilon * epsilon;
			if (excess <= 0) return;
			for (final int i : roundedUp(changes, original, perturbed)) {
				excess -= 2.0 * Math.abs(changes[i]) - 1;
				changes[i] -= Integer.signum(changes[i]);
				if (excess <= 0) return;
			}
		}

		/** Those that rounding made larger, by how much, the most first; in their order where that is equal. */
		private static List<Integer> roundedUp(final int[] changes, final float[] original,
			final float[] perturbed) {
			return IntStream.range(0, changes.length).filter(i -> up(changes, original, perturbed, i) > 0)
				.boxed().sorted(Comparator.comparingDouble(i -> -up(changes, original, perturbed, i)))
				.toList();
		}

		private static double up(final int[] changes, final float[] original, final float[] perturbed,
			final int i) {
			return Math.abs(changes[i]) - Math.abs((double) perturbed[i] - original[i]);
		}
	}
}
