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

package org.gradiscope.visualization.fooling;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.SubProgress;
import org.gradiscope.model.Channels;

/**
 * Pictures that a network takes for a class, and nobody else does (Nguyen, Yosinski &amp; Clune 2015,
 * "Deep Neural Networks are Easily Fooled").
 */
public final class FoolingImages {

	private FoolingImages() {}

	/**
	 * A picture for each class, in the order asked. It is the best one found where the confidence was
	 * not reached.
	 *
	 * @param targets classes, from 0
	 * @throws EngineException if the pictures are too small for the network, or nothing changes a class
	 */
	public static List<FoolingResult> images(final Network network, final List<Integer> targets,
		final FoolingOptions options, final Progress progress) {
		final int channels = channels(network);
		return switch (options.method()) {
			case GRADIENT -> ascend(network, targets, options, channels, progress);
			case EVOLUTION -> new MapElites<>(network,
				new Encoding.CppnEncoding(options.height(), options.width(), channels), targets, options)
				.run(progress);
			case EVOLUTION_DIRECT -> new MapElites<>(network,
				new Encoding.DirectEncoding(options.height(), options.width(), channels), targets, options)
				.run(progress);
		};
	}

	private static List<FoolingResult> ascend(final Network network, final List<Integer> targets,
		final FoolingOptions options, final int channels, final Progress progress) {
		final List<FoolingResult> images = new ArrayList<>();
		for (int i = 0; i < targets.size(); i++)
			images.add(new GradientFooling(network, targets.get(i), options, channels)
				.run(new SubProgress(progress, i, targets.size())));
		return images;
	}

	/** Grey for a network that takes grey, else colour. */
	private static int channels(final Network network) {
		return network.descriptor().preprocessing().channels() == Channels.GREY ? 1 : 3;
	}
}
