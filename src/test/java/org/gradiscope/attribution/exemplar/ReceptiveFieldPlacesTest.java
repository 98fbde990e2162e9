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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Layer;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Test;

/** No pixel outside of a patch changes what its position answers, and pixels at its rim do, in real networks. */
class ReceptiveFieldPlacesTest {

	private static Pixels noise(final int height, final int width, final int channels) {
		final SplittableRandom random = new SplittableRandom(7);
		final Tensor values = Tensor.zeros(Shape.of(1, height, width, channels));
		for (int i = 0; i < values.size(); i++)
			values.data()[i] = random.nextInt(256);
		return new Pixels(values, ValueRange.EIGHT_BIT);
	}

	/** Of all channels at one position: how many pixels of each side of its patch are at least seen. */
	private static void check(final Network network, final Layer layer, final Pixels image) {
		final Evidence evidence = new ChannelEvidence(layer.name(), List.of(0));
		final Shape shape = network.activation(image, layer.name()).shape();
		final FieldGeometry field = FieldGeometry.of(network, evidence, image, shape);
		final int row = shape.dimension(1) / 2;
		final int column = shape.dimension(2) / 2;
		final PatchBounds bounds = field.patch(row, column, ExemplarOptions.RECEPTIVE_FIELD);
		if (bounds.moved()) return;
		final Tensor weights = Tensor.zeros(shape);
		final int channels = shape.dimension(3);
		for (int c = 0; c < channels; c++)
			weights.data()[(row * shape.dimension(2) + column) * channels + c] = 1 + c % 3;
		final Tensor gradient = network
			.answer(Query.of(image).objective(Objectives.units(layer.name(), weights)).withGradient())
			.gradient();
		double inside = 0;
		for (int y = 0; y < image.height(); y++)
			for (int x = 0; x < image.width(); x++) {
				double magnitude = 0;
				for (int c = 0; c < image.channels(); c++)
					magnitude += Math.abs(gradient.get(0, y, x, c));
				final boolean in = x >= bounds.left() && x < bounds.left() + bounds.width() &&
					y >= bounds.top() && y < bounds.top() + bounds.height();
				if (in) inside += magnitude;
				else
					assertEquals(0, magnitude, layer + " sees x=" + x + ", y=" + y + ", not only " + bounds);
			}
		assertTrue(inside > 0, layer.toString());
	}

	@Test
	void ofTheEmbeddedNetwork() {
		final Network network = Micropatterns.network();
		for (final Layer layer : network.descriptor().layers())
			if (layer.isSpatial() && layer.receptiveField() > 0)
				check(network, layer, noise(192, 256, 1));
	}

	@Test
	void ofMobileNet() {
		try (Network network = SharedFiles.open("mobilenet-v2-1.0-224", new ValueRange(-1, 1))) {
			final List<Layer> layers = network.descriptor().layers().stream()
				.filter(layer -> layer.isSpatial() && layer.anySize() && layer.receptiveField() > 0)
				.toList();
			for (int i = 0; i < layers.size(); i += 5)
				check(network, layers.get(i), noise(256, 256, 3));
		}
	}
}
