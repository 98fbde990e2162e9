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

package org.gradiscope.preprocessing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.NormalizedLayer;
import org.gradiscope.engine.Query;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;

/**
 * How far what batch normalizations take lies from what they took in training: for each channel the
 * Kullback-Leibler divergence of normal distributions,
 * {@code D = (v / V + (m - M)^2 / V - 1 - ln(v / V)) / 2} with mean {@code m} and variance {@code v} of the images
 * and the stored {@code M} and {@code V}; of that the mean of {@code ln(1 + D)} over channels, so that a few do not
 * decide, and over layers. 0 where they are the same.
 */
final class MomentMisfit {

	/** The first normalizations, on which images of another kind have the least influence. */
	private static final int LAYERS = 12;

	/** Of the mean variance of a layer: added to all, since a dead channel has none. */
	private static final double LEAST = 1e-4;

	private final List<NormalizedLayer> layers;

	MomentMisfit(final List<NormalizedLayer> layers) {
		this.layers = layers.subList(0, Math.min(LAYERS, layers.size()));
	}

	/** Not a number if the network gives nothing of as many channels as there are moments. */
	double of(final Network network, final List<Pixels> images) {
		final Set<String> wanted = new LinkedHashSet<>();
		layers.forEach(layer -> wanted.add(layer.takes()));
		// Alone, the first layers would see images of their own size.
		if (network.descriptor().preprocessing().size().fixed()) wanted.add(Expression.LOGITS);
		final List<ChannelMoments> moments = new ArrayList<>();
		layers.forEach(layer -> moments.add(new ChannelMoments()));
		for (final Pixels image : images) {
			final Answer answer =
				network.answer(Query.of(image).withActivation(wanted.toArray(String[]::new)));
			for (int i = 0; i < layers.size(); i++)
				moments.get(i).add(answer.activation(layers.get(i).takes()));
		}
		return IntStream.range(0, layers.size())
			.filter(i -> moments.get(i).channels() == layers.get(i).mean().length)
			.mapToDouble(i -> of(layers.get(i), moments.get(i))).average().orElse(Double.NaN);
	}

	private static double of(final NormalizedLayer layer, final ChannelMoments seen) {
		final double[] stored = layer.variance();
		final double least = LEAST * Arrays.stream(stored).average().orElseThrow() + Float.MIN_NORMAL;
		double sum = 0;
		for (int channel = 0; channel < stored.length; channel++) {
			final double variance = stored[channel] + least;
			final double ratio = (seen.variance(channel) + least) / variance;
			final double shift = seen.mean(channel) - layer.mean()[channel];
			sum += Math.log1p((ratio + shift * shift / variance - 1 - Math.log(ratio)) / 2);
		}
		return sum / stored.length;
	}
}
