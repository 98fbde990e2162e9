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

import java.util.AbstractList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Standardization;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * A network behind several preprocessings. Those that differ only in how pixels are scaled share one, to which
 * pixels are given as it scales them: a resize of scaled pixels is that of the pixels, scaled. So there are few programs to be made.
 */
final class CandidateNetworks implements AutoCloseable {

	private final Network network;
	private final Map<Preprocessing, Network> prepared = new HashMap<>();

	CandidateNetworks(final Network network) {
		this.network = network;
	}

	/** That of a candidate, for images as {@link #images} makes them. */
	Network of(final PreprocessingCandidate candidate, final List<Pixels> images) {
		final Preprocessing own = candidate.preprocessing();
		return prepared.computeIfAbsent(isShared(own, images) ? unscaled(own) : own,
			network.weights()::preparedBy);
	}

	/** What is given to that of a candidate; each is scaled when it is asked for. */
	static List<Pixels> images(final PreprocessingCandidate candidate, final List<Pixels> images) {
		final Preprocessing own = candidate.preprocessing();
		return !isShared(own, images) ? images : new AbstractList<>() {

			@Override
			public Pixels get(final int index) {
				return scaled(images.get(index), own);
			}

			@Override
			public int size() {
				return images.size();
			}
		};
	}

	/** What depends on an image's own statistics or has a channel more is left to the network. */
	private static boolean isShared(final Preprocessing own, final List<Pixels> images) {
		return own.standardization().kind() == Standardization.Kind.NONE && own.steps().isEmpty() &&
			images.stream().allMatch(image -> image.channels() == own.channels().count() ||
				own.channels().isColour() && image.channels() == 1);
	}

	/** Pixels as they are. */
	private static Preprocessing unscaled(final Preprocessing own) {
		final int count = own.channels().count();
		return new Preprocessing(own.channels().isColour() ? Channels.RGB : own.channels(),
			ValueRange.UNIT, Collections.nCopies(count, 0f), Collections.nCopies(count, 1f), own.size(),
			own.fit(), Standardization.NONE, own.axes());
	}

	/** In the network's numbers and order of channels. */
	private static Pixels scaled(final Pixels image, final Preprocessing own) {
		final int count = own.channels().count();
		final int given = image.channels();
		final boolean reversed = own.channels().equals(Channels.BGR) && given == count;
		final float[] values = image.values().data();
		final float[] scaled = new float[values.length / given * count];
		for (int i = 0; i < scaled.length; i++) {
			final int channel = i % count;
			final int from = given == count ? reversed ? count - 1 - channel : channel : 0;
			final float part =
				(values[i / count * given + from] - image.range().min()) / image.range().extent();
			scaled[i] = (own.range().min() + part * own.range().extent() - own.mean().get(channel)) /
				own.deviation().get(channel);
		}
		final int[] shape = image.shape().toArray();
		shape[shape.length - 1] = count;
		return new Pixels(Tensor.of(Shape.of(shape), scaled), ValueRange.UNIT);
	}

	@Override
	public void close() {
		prepared.values().forEach(Network::close);
	}
}
