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

package org.gradiscope.training;

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Architecture.Convolution;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/** Small networks that tell grey images apart. */
public final class TestNetworks {

	private TestNetworks() {}

	/** One whose weights can all be changed, from its first random ones. */
	public static TrainableNetwork of(final long seed, final Convolution... convolutions) {
		final Engine engine = Engine.load();
		try (Network start = engine.open(engine.create(new Architecture(
			Preprocessing.of(Channels.GREY, new ValueRange(-1, 1), InputSize.atLeast(4, 4)),
			List.of(convolutions), new Labels(List.of("dark", "bright"))), "brightness", seed))) {
			return start.weights().trainable(start.weights().trainableLayers());
		}
	}

	/**
	 * The scores {@code -factor m} and {@code factor m}, of the mean m of the image in -1..1: brighter
	 * images are those over the middle of the range.
	 */
	public static TrainableNetwork brightness(final float factor) {
		final TrainableNetwork network = of(1);
		network.assign(Map.of("dense.kernel", Tensor.of(Shape.of(1, 2), -factor, factor), "dense.bias",
			Tensor.zeros(Shape.of(2))));
		return network;
	}

	/** Images of 4x4 pixels, each of one grey level. */
	public static Pixels even(final float... levels) {
		final Tensor images = Tensor.zeros(Shape.of(levels.length, 4, 4, 1));
		for (int i = 0; i < images.size(); i++)
			images.data()[i] = levels[i / 16];
		return new Pixels(images, ValueRange.EIGHT_BIT);
	}

	/** The grey level of each. */
	public static float[] levels(final Pixels even) {
		final float[] levels = new float[even.count()];
		for (int n = 0; n < levels.length; n++)
			levels[n] = even.values().data()[16 * n];
		return levels;
	}
}
