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

package org.gradiscope.attribution.exemplar;

import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.Network;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * What excites channels of a layer: their activations (Zeiler &amp; Fergus 2013, "Visualizing and
 * Understanding Convolutional Networks", section 4).
 */
public record ChannelEvidence(String layer, List<Integer> channels) implements Evidence {

	public ChannelEvidence {
		channels = List.copyOf(channels);
	}

	@Override
	public List<String> labels() {
		return channels.stream().map(channel -> layer + "/" + channel).toList();
	}

	@Override
	public boolean needsScores() {
		return false;
	}

	@Override
	public Tensor maps(final Network network, final Pixels images) {
		final Tensor all = network.activation(images, layer);
		final int count = all.shape().dimension(-1);
		for (final int channel : channels)
			if (channel >= count) throw new IllegalArgumentException("The layer " + layer + " has " +
				count + " channels, from 0 to " + (count - 1) + ", but " + channel + " was given.");
		if (channels.equals(IntStream.range(0, count).boxed().toList())) return all;
		final Tensor chosen = Tensor.zeros(all.shape().with(-1, channels.size()));
		final int[] from = channels.stream().mapToInt(Integer::intValue).toArray();
		for (int p = 0; p < all.size() / count; p++)
			for (int k = 0; k < from.length; k++)
				chosen.data()[p * from.length + k] = all.data()[p * count + from[k]];
		return chosen;
	}

	@Override
	public Tensor weights(final Network network, final Pixels images, final int[] units,
		final List<Exemplar> places) {
		final Tensor weights = Tensor.zeros(network.activation(images, layer).shape());
		final int width = weights.shape().dimension(2);
		final int count = weights.shape().dimension(3);
		final int size = weights.size() / images.count();
		for (int n = 0; n < units.length; n++)
			weights.data()[n * size + (places.get(n).row() * width + places.get(n).column()) * count +
				channels.get(units[n])] = 1;
		return weights;
	}
}
