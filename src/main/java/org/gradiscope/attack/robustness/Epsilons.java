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

package org.gradiscope.attack.robustness;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.tensor.ValueRange;

/**
 * The sizes of perturbations: how much each value may change (L-infinity), or changes in the root of
 * the mean of squares (L2).
 *
 * @param sizes from 0 on, ascending
 * @param relative whether they are in 1/255 of each image's range; else in grey levels
 */
public record Epsilons(List<Double> sizes, boolean relative) {

	/** What is usual for 8-bit images, in 1/255 of the range. */
	public static final Epsilons USUAL = new Epsilons(List.of(0., 1., 2., 4., 8., 16.), true);

	/** @throws IllegalArgumentException if one is no size, or there is none */
	public Epsilons {
		if (sizes.isEmpty())
			throw new IllegalArgumentException("At least one epsilon is needed, but none was given.");
		for (final double size : sizes)
			if (!(size >= 0 && Double.isFinite(size))) throw new IllegalArgumentException(
				"An epsilon is a number from 0 on, but " + size + " was given.");
		sizes = sizes.stream().distinct().sorted().toList();
	}

	/** In grey levels. */
	public static Epsilons levels(final double... levels) {
		return new Epsilons(Arrays.stream(levels).boxed().toList(), false);
	}

	/**
	 * Size {@code index} in the grey levels of a range.
	 *
	 * @throws IllegalArgumentException if it is over that range
	 */
	double in(final ValueRange range, final int index) {
		final double levels = sizes.get(index) * unit(range);
		if (levels <= range.extent() * (1 + 1e-6)) return levels;
		throw new IllegalArgumentException("An epsilon is at most the value range of the image, " +
			range.extent() + " grey levels, but " + levels + " was given.");
	}

	int count() {
		return sizes.size();
	}

	/** How many grey levels of a range a size of 1 is. */
	public double unit(final ValueRange range) {
		return relative ? range.extent() / 255.0 : 1;
	}

	/**
	 * Whether each can be the change of an image, which is known before anything is computed.
	 *
	 * @throws IllegalArgumentException if one is 0, over the range, or less than the image's integers hold
	 */
	public void check(final ValueRange range, final PixelFormat format) {
		for (int i = 0; i < sizes.size(); i++) {
			final Bound bound = new Bound(Norm.LINF, in(range, i));
			if (!relative) format.check(bound);
		}
	}
}
