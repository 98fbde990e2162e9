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

package org.gradiscope.attack.defence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.ForwardingNetwork;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Transformed;

/**
 * A network behind a defence. Whoever asks it goes through the defence: forwards as it is, backwards by its
 * adjoint. Behind a random one it answers with the mean over several draws, of scores, of losses and of
 * gradients alike (expectation over transformation, Athalye et al. 2017).
 * <p>
 * What is drawn for an image depends on its values and the seed, and on nothing else: each image that an
 * attack tries has draws of its own, whatever else is in the batch and whatever was asked before.
 * </p>
 *
 * @param network that sees what went through
 * @param defence before it
 * @param draws for each image, at least 1; of a defence that is not random always 1
 * @param seed of the draws
 */
public record DefendedNetwork(Network network, Defence defence, int draws, long seed)
	implements ForwardingNetwork {

	/** The usual number of draws of an attack. */
	public static final int DRAWS = 10;

	/** @throws IllegalArgumentException if there is no draw */
	public DefendedNetwork {
		if (draws < 1) throw new IllegalArgumentException(
			"A defence needs at least one draw, but " + draws + " was given.");
		if (!defence.isRandom()) draws = 1;
	}

	/**
	 * @throws IllegalArgumentException if the query is of painted pictures or of relevance, or the defence
	 *           cannot be put before such images
	 */
	@Override
	public Answer answer(final Query query) {
		final Pixels images = query.pixels().filter(given -> query.relevance().isEmpty())
			.orElseThrow(() -> new IllegalArgumentException("A network behind a defence (" + defence +
				") is asked about images and gradients, but painted pictures or relevance were asked for."));
		final List<SplittableRandom> randoms = IntStream.range(0, images.count())
			.mapToObj(n -> new SplittableRandom(hash(images, n))).toList();
		final Map<Fetch, Tensor> mean = new LinkedHashMap<>();
		for (int draw = 0; draw < draws; draw++) {
			final List<Transformed> passed = new ArrayList<>();
			for (int n = 0; n < images.count(); n++)
				passed.add(defence.pass(images.item(n), randoms.get(n).split()));
			final Answer answer = network.answer(
				query.seeing(images.with(Tensor.batch(passed.stream().map(Transformed::images).toList()))));
			answer.tensors().forEach((fetch, tensor) -> add(mean, fetch,
				fetch.equals(Fetch.GRADIENT) ? back(passed, tensor) : tensor));
		}
		return new Answer(mean);
	}

	private void add(final Map<Fetch, Tensor> mean, final Fetch fetch, final Tensor drawn) {
		if (draws == 1) mean.put(fetch, drawn);
		else mean.put(fetch,
			mean.getOrDefault(fetch, Tensor.zeros(drawn.shape())).plus(drawn, 1f / draws));
	}

	private static Tensor back(final List<Transformed> passed, final Tensor gradient) {
		return Tensor.batch(IntStream.range(0, passed.size())
			.mapToObj(n -> passed.get(n).adjoint().apply(gradient.item(n))).toList());
	}

	/** The same of equal images. */
	private long hash(final Pixels images, final int n) {
		final int stride = images.values().size() / images.count();
		long hash = seed;
		for (int i = n * stride; i < (n + 1) * stride; i++)
			// Minus zero is zero.
			hash = 0x100000001B3L * (hash ^ Float.floatToIntBits(images.values().data()[i] + 0f));
		return hash;
	}
}
