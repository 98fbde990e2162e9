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

package org.gradiscope.engine;

import java.util.stream.IntStream;

import org.gradiscope.model.Labels;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Probabilities;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The picture that a network gives of one image, as it gives it: behind the softmax or the sigmoid that it
 * ends with.
 *
 * @param labels the names of the channels
 * @param values {@code [1, h, w, c]}, or another shape whose last axis is the channels
 */
public record OutputPicture(Labels labels, Tensor values) {

	/** @param image one */
	public static OutputPicture of(final Network network, final Pixels image) {
		final Tensor scores = network.activation(image, Expression.LOGITS);
		final ModelDescriptor descriptor = network.descriptor();
		// Nothing comes behind the scores where they are the output.
		if (descriptor.output().equals(descriptor.logits()) ||
			descriptor.probabilities() == Probabilities.NONE)
			return new OutputPicture(descriptor.channelNames(), scores);
		final Tensor values = scores.copy();
		final int channels = scores.shape().dimension(-1);
		for (int p = 0; p < values.size(); p += channels)
			System.arraycopy(squashed(scores, p, channels, descriptor), 0, values.data(), p, channels);
		return new OutputPicture(descriptor.channelNames(), values);
	}

	/** The channels of one position, side by side. */
	private static float[] squashed(final Tensor scores, final int from, final int channels,
		final ModelDescriptor network) {
		double sum = 0;
		double most = Double.NEGATIVE_INFINITY;
		for (int c = from; c < from + channels; c++)
			most = Math.max(most, scores.data()[c]);
		for (int c = from; c < from + channels; c++)
			sum += Math.exp(scores.data()[c] - most);
		final float[] values = new float[channels];
		for (int c = 0; c < channels; c++)
			values[c] = (float) (network.probabilities() == Probabilities.SOFTMAX
				? Math.exp(scores.data()[from + c] - most) / sum
				: 1 / (1 + Math.exp(-scores.data()[from + c])));
		return values;
	}

	public int channels() {
		return values.shape().dimension(-1);
	}

	/** In positions. */
	public int width() {
		return values.shape().dimension(-2);
	}

	/** In positions. */
	public int height() {
		return values.size() / channels() / width();
	}

	/** The name of a channel; its number where nothing names it. */
	public String label(final int channel) {
		return channel < labels.count() ? labels.name(channel) : String.valueOf(channel);
	}

	public double minimum(final int channel) {
		return positions(channel).mapToDouble(i -> values.data()[i]).min().orElse(Double.NaN);
	}

	public double mean(final int channel) {
		return positions(channel).mapToDouble(i -> values.data()[i]).average().orElse(Double.NaN);
	}

	public double maximum(final int channel) {
		return positions(channel).mapToDouble(i -> values.data()[i]).max().orElse(Double.NaN);
	}

	private IntStream positions(final int channel) {
		return IntStream.range(0, values.size() / channels()).map(p -> p * channels() + channel);
	}
}
