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

package org.gradiscope.attack;

import java.util.stream.IntStream;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.metric.Correlation;
import org.gradiscope.metric.StructuralSimilarity;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * What a network says of the photograph of a print, and how like the original it still is.
 *
 * @param photograph the prediction for it
 * @param original that for the original; null where there is none
 * @param ssim the structural similarity of both, 1 where they are equal; NaN where there is no original
 * @param correlation Pearson's, the mean over the channels, which no brightness, contrast or colour of the light
 *          changes; NaN where there is none
 */
public record PhotographCheck(Prediction photograph, Prediction original, double ssim,
	double correlation) {

	/**
	 * @param photograph the picture taken out of it, {@code [1, h, w, c]}
	 * @param original before anything was changed, of the same shape and range; null for none
	 */
	public static PhotographCheck of(final Network network, final Pixels photograph,
		final Pixels original) {
		final Prediction seen = Prediction.of(network, photograph).get(0);
		if (original == null) return new PhotographCheck(seen, null, Double.NaN, Double.NaN);
		return new PhotographCheck(seen, Prediction.of(network, original).get(0),
			StructuralSimilarity.of(photograph.values(), original.values(), original.range().extent()),
			correlation(photograph.values(), original.values()));
	}

	/** Pearson's correlation of two pictures of one shape, {@code [1, h, w, c]}: the mean of those of the channels. */
	public static double correlation(final Tensor a, final Tensor b) {
		final int channels = a.shape().dimension(3);
		return IntStream.range(0, channels)
			.mapToDouble(c -> Correlation.pearson(channel(a, c, channels), channel(b, c, channels)))
			.average().orElse(0);
	}

	private static double[] channel(final Tensor values, final int channel, final int channels) {
		return IntStream.range(0, values.size() / channels)
			.mapToDouble(i -> values.data()[i * channels + channel]).toArray();
	}

	/** Whether the network takes the photograph for another class than the original. */
	public boolean fools() {
		return original != null && photograph.best() != original.best();
	}
}
