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

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;

/**
 * A layer, or one of its channels.
 *
 * @param channel from 0; {@link #ALL} for the whole layer
 */
record LayerChannel(String layer, int channel) {

	/** All channels of a layer. */
	static final int ALL = -1;

	private static final Pattern CHANNEL = Pattern.compile("(.+)/(\\d{1,7})");

	/**
	 * What a text means: {@code layer}, or {@code layer/channel} where no layer has that whole name; the
	 * layer as {@link ModelDescriptor#layers(String, String)} takes it, so that a wildcard means several.
	 *
	 * @throws IllegalArgumentException if there is no such layer, with the nearest of those that there
	 *           are
	 */
	static List<LayerChannel> named(final String text, final ModelDescriptor network,
		final String method) {
		final Matcher channel = CHANNEL.matcher(text);
		if (isLayer(text, network) || !channel.matches()) return of(text, ALL, network, method);
		return of(channel.group(1), Integer.parseInt(channel.group(2)), network, method);
	}

	private static List<LayerChannel> of(final String layer, final int channel,
		final ModelDescriptor network, final String method) {
		return network.layers(layer, method).stream().map(l -> new LayerChannel(l.name(), channel))
			.toList();
	}

	private static boolean isLayer(final String text, final ModelDescriptor network) {
		return network.layers().stream()
			.anyMatch(l -> l.name().equals(text) || l.tensor().equals(text));
	}

	/** The mean of its squared activations. */
	Objective power() {
		return channel == ALL ? Objectives.layer(layer) : Objectives.channelPower(layer, channel);
	}

	/** As it is written, for example {@code conv5/3}. */
	@Override
	public String toString() {
		return channel == ALL ? layer : layer + "/" + channel;
	}
}
