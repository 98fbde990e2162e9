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

package org.gradiscope.attribution.check;

import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.attribution.GuidedGradCam;
import org.gradiscope.attribution.NoiseTunnel;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** What the numbers of a map are, and so what they foretell when pixels change. */
public enum Meaning {

	/**
	 * Value per grey level, as of gradients. Where a pixel falls by {@code d}, the objective should fall by
	 * {@code a d}. The pixels that matter are those of large magnitude: the sign only says whether they
	 * should be brighter or darker.
	 */
	SENSITIVITY {

		@Override
		double[] importance(final Tensor map) {
			return ChannelReduction.magnitudes(map);
		}

		@Override
		double predictedDrop(final Tensor map, final Pixels image,
			final InputPerturbation.Changed changed) {
			final int shared = image.values().size() / map.size();
			double sum = 0;
			for (int i = 0; i < image.values().size(); i++)
				sum += map.data()[i / shared] * ((double) image.values().data()[i] - changed.values()
					.data()[i]);
			return sum;
		}
	},

	/**
	 * A share of the objective, as of gradient times input, integrated gradients or occlusion. Where a
	 * part of a pixel is taken away, the objective should fall by that part of the share. The pixels
	 * that matter are those of large shares; negative ones speak against.
	 */
	CONTRIBUTION {

		@Override
		double[] importance(final Tensor map) {
			return ChannelReduction.sums(map);
		}

		@Override
		double predictedDrop(final Tensor map, final Pixels image,
			final InputPerturbation.Changed changed) {
			if (changed.parts() == null) throw new IllegalArgumentException(
				"The map has a share of the objective for each pixel, so a perturbation that takes pixels " +
					"away was expected, but noise was given; take squares.");
			final int channels = map.shape().dimension(3);
			double sum = 0;
			for (int i = 0; i < map.size(); i++)
				sum += map.data()[i] * changed.parts()[i / channels];
			return sum;
		}
	};

	/** By which pixels are put in order, the largest first; one number a pixel. */
	abstract double[] importance(Tensor map);

	/**
	 * By how much the objective should fall.
	 *
	 * @param map of the image's channels, or of one
	 */
	abstract double predictedDrop(Tensor map, Pixels image, InputPerturbation.Changed changed);

	/** Gradients, means of them, and gradients that a CAM weighs are slopes; all else is taken for shares. */
	public static Meaning of(final AttributionMethod method) {
		return method instanceof GradientMethod || method instanceof NoiseTunnel ||
			method instanceof GuidedGradCam ? SENSITIVITY : CONTRIBUTION;
	}
}
