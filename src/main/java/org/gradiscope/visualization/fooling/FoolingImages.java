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
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

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
		network.descriptor().requireClasses("A fooling image");
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
				.run(new Progress.SubProgress(progress, i, targets.size())));
		return images;
	}

	/** Grey for a network that takes grey, as many as it takes of others, else colour. */
	private static int channels(final Network network) {
		return network.descriptor().preprocessing().channels().drawn();
	}

	/**
	 * A picture that was made to be taken for a class, judged.
	 *
	 * @param target the class, from 0
	 * @param picture {@code [1, h, w, c]} in integer grey levels 0..255, as an 8-bit file holds it
	 * @param prediction what the network takes this very picture for
	 * @param evaluations how many pictures the network was asked about to find it
	 */
	public record FoolingResult(int target, Pixels picture, Prediction prediction, int evaluations) {

		/** Asks the network. */
		static FoolingResult judge(final Network network, final int target, final Pixels picture,
			final int evaluations) {
			return new FoolingResult(target, picture, Prediction.of(network, picture).get(0),
				evaluations);
		}

		/** The probability that the network gives the class, 0..1. */
		public double confidence() {
			return prediction.score(target).probability();
		}

		/** The class's name. */
		public String label() {
			return prediction.score(target).label();
		}
	}

	/** Values as a file of 8 bits holds them: whole, 0..255. */
	static final class EightBit {

		private EightBit() {}

		/** A new tensor. */
		static Tensor rounded(final Tensor values) {
			final Tensor rounded = values.copy();
			for (int i = 0; i < rounded.size(); i++)
				rounded.data()[i] = clamped(Math.round(rounded.data()[i]));
			return rounded;
		}

		/** A share of white, 0..1, as a level; what is outside is clamped. */
		static float level(final double share) {
			return clamped(Math.round(share * ValueRange.EIGHT_BIT.max()));
		}

		static float clamped(final float value) {
			return ValueRange.EIGHT_BIT.clamp(value);
		}
	}
}
