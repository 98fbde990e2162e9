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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.tf.keras.KerasCases;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelSource;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of Keras as networks that methods work on. */
class KerasNetworksTest {

	@TempDir
	static Path folder;

	@BeforeAll
	static void unpack() throws IOException {
		TestNatives.load();
		KerasCases.unpacked(folder);
	}

	private static Network opened(final String file) {
		return ModelLoader.open(new Model(Description.NONE.with(Fact.RANGE, ValueRange.UNIT, "the test")
			.with(Fact.OUTPUT, "classes", "the test"), new ModelSource.KerasFile(folder.resolve(file))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nested.keras", "nested.h5", "nested.2.keras", "nested.2.h5" })
	void layersAreThoseOfKeras(final String file) {
		try (Network network = opened(file)) {
			final ModelDescriptor known = network.descriptor();
			assertEquals(
				List.of("rescaling", "first", "batch_normalization", "inner/inner_conv", "inner/re_lu",
					"inner/inner_norm", "max_pooling2d", "inner_1/inner_conv", "inner_1/re_lu",
					"inner_1/inner_norm", "add", "global_average_pooling2d", "shared", "shared_1", "classes"),
				known.layerNames());
			assertEquals("yes", known.capabilities().get("objectives and gradients"));
			assertTrue(known.remarks().toString().contains("Left out"), known.remarks().toString());
			final Pixels image = new Pixels(Tensor.zeros(Shape.of(2, 8, 8, 3)), ValueRange.UNIT);
			assertEquals(Shape.of(2, 3), network.activation(image, Expression.LOGITS).shape());
			assertEquals(2 * 8 * 8 * 3, network.evaluate(image, Objectives.logit(1)).gradient().size());
		}
	}
}
