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

package org.gradiscope.visualization;

import java.util.HashMap;
import java.util.Map;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * Dreams of pictures that follow each other, kept from flickering. Each starts from its picture with a
 * share {@code c} of what the dream before had changed, and dreams on with the rest {@code 1 - c} of the
 * strength: so the change is {@code d_k = c d_(k-1) + (1 - c) D_k}, an exponential moving average, which
 * neither grows with the number of pictures nor fades.
 */
public final class TemporalSmoothing {

	/** One dream. */
	@FunctionalInterface
	public interface Dreamer {

		/**
		 * @param start what the dream starts from
		 * @param strength what the step size is to be multiplied with, over 0, up to 1
		 */
		Pixels dream(Pixels start, double strength);
	}

	private final double smoothing;
	/** What the last dream of each row changed. */
	private final Map<Integer, Tensor> changes = new HashMap<>();

	/**
	 * @param smoothing 0: each picture for itself, to 1: all are changed as the first
	 * @throws IllegalArgumentException if it is not within 0..1
	 */
	public TemporalSmoothing(final double smoothing) {
		if (!(smoothing >= 0 && smoothing <= 1)) throw new IllegalArgumentException(
			"Deep Dream needs a calm of 0 to 1, but " + smoothing + " was given.");
		this.smoothing = smoothing;
	}

	/**
	 * The dream of the next picture.
	 *
	 * @param row which of several rows of pictures it belongs to, for example its channel
	 * @param picture {@code [1, h, w, c]}, of one size in a row
	 */
	public Pixels dream(final int row, final Pixels picture, final Dreamer dreamer) {
		if (smoothing == 0) return dreamer.dream(picture, 1);
		final Tensor before = changes.get(row);
		final Pixels start = before == null ? picture : picture.with(added(picture, before));
		final double strength = before == null ? 1 : 1 - smoothing;
		final Pixels dream = strength == 0 ? start : dreamer.dream(start, strength);
		changes.put(row, dream.values().plus(picture.values(), -1));
		return dream;
	}

	private Tensor added(final Pixels picture, final Tensor change) {
		final ValueRange bounds = DeepDreamer.bounds(picture);
		final Tensor sum = picture.values().copy();
		for (int i = 0; i < sum.size(); i++)
			sum.data()[i] = bounds.clamp((float) (sum.data()[i] + smoothing * change.data()[i]));
		return sum;
	}
}
