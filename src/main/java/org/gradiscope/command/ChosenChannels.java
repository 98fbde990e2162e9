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

package org.gradiscope.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.ForwardingNetwork;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.model.NearestNames;
import org.gradiscope.tensor.Tensor;

/**
 * A network that some channels of the image have no gradient to, so that they stay as they are. Closing it
 * is its owner's.
 *
 * @param chosen the channels that have
 */
record ChosenChannels(Network network, boolean[] chosen) implements ForwardingNetwork {

	static final String ALL = "all";
	static final String DESCRIPTION =
		"all, or some channels of the image by their names or numbers from 0, separated by commas: " +
			"the others stay as they are.";

	/**
	 * @param text as users write it
	 * @param names of all channels
	 */
	static Network of(final Network network, final String text, final List<String> names) {
		final boolean[] chosen = parse(text, names);
		return chosen == null ? network : new ChosenChannels(network, chosen);
	}

	/**
	 * @return whether each is chosen; null for all
	 * @throws IllegalArgumentException if there is no such channel
	 */
	static boolean[] parse(final String text, final List<String> names) {
		if (text.isBlank() || text.trim().equalsIgnoreCase(ALL)) return null;
		final boolean[] chosen = new boolean[names.size()];
		for (final String word : text.split(","))
			chosen[index(word.strip(), names)] = true;
		return chosen;
	}

	private static int index(final String word, final List<String> names) {
		for (int i = 0; i < names.size(); i++)
			if (names.get(i).equalsIgnoreCase(word)) return i;
		if (word.matches("\\d{1,4}") && Integer.parseInt(word) < names.size())
			return Integer.parseInt(word);
		throw new IllegalArgumentException(
			"There is no channel '" + word + "' in what is seen of the " + "image; the channels are " +
				NearestNames.listed(word, names) + ", or 0 to " + (names.size() - 1) + ".");
	}

	@Override
	public Answer answer(final Query query) {
		final Answer answer = network.answer(query);
		if (!query.fetches().contains(Fetch.GRADIENT)) return answer;
		final Map<Fetch, Tensor> tensors = new LinkedHashMap<>(answer.tensors());
		tensors.put(Fetch.GRADIENT, masked(answer.gradient()));
		return new Answer(tensors);
	}

	private Tensor masked(final Tensor gradient) {
		final Tensor masked = gradient.copy();
		for (int i = 0; i < masked.size(); i++)
			if (!chosen[i % chosen.length]) masked.data()[i] = 0;
		return masked;
	}

	@Override
	public void close() {}

	@Override
	public boolean equals(final Object other) {
		return other instanceof final ChosenChannels same && network.equals(same.network) &&
			Arrays.equals(chosen, same.chosen);
	}

	@Override
	public int hashCode() {
		return 31 * network.hashCode() + Arrays.hashCode(chosen);
	}

	@Override
	public String toString() {
		return network + ", channels " + Arrays.toString(chosen);
	}
}
