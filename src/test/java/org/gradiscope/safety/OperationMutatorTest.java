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

package org.gradiscope.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.model.Description;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.OpDef;

/** Mutants find what is wrong only where what they are made of is right. */
class OperationMutatorTest {

	private static final Engine ENGINE = Engine.load();
	private static final Pixels IMAGE = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 16, 16, 1);

	@BeforeAll
	static void load() {
		ENGINE.open(ModelStore.find(ModelStore.EMBEDDED)).close();
	}

	/** But what is an input, does nothing, or has no kernel in this TensorFlow. */
	@Test
	void everyPureOperationHasASample() throws IOException {
		final Set<String> names =
			Sample.all().stream().map(Sample::operation).collect(Collectors.toSet());
		assertEquals(List.of("Placeholder", "TopK"),
			TensorFlow.registeredOpList().getOpList().stream().map(OpDef::getName)
				.filter(name -> Op.of(name).isAllowed()).filter(name -> !names.contains(name)).sorted()
				.toList());
	}

	@Test
	void everySampleRunsAsItIs() throws IOException {
		final Map<String, String> refused = new TreeMap<>();
		for (final Sample sample : Sample.all())
			try (Network network = ENGINE.open(new Model(Description.NONE,
				new ModelSource.Graph(OperationMutator.sound(sample, 1).toByteArray())))) {
				Prediction.of(network, IMAGE);
			}
			catch (final EngineException e) {
				refused.put(sample.toString(), e.getMessage());
			}
		assertEquals(Map.of(), refused);
	}

	/** Rules for gradients that came back to themselves without end took the process down. */
	@Test
	void noGradientComesBackToItself() throws IOException {
		for (long seed = 0; seed < 12; seed++)
			for (final Sample sample : Sample.all())
				if (List.of("Gather", "Concat").contains(sample.operation()))
					try (Network network = ENGINE.open(new Model(Description.NONE,
						new ModelSource.Graph(OperationMutator.sound(sample, seed).toByteArray())))) {
							network.evaluate(IMAGE, Objectives.logit(0), Backpropagation.PLAIN);
						}
					catch (final EngineException e) {
						assertTrue(e.getMessage().contains("there is no gradient"), e.getMessage());
					}
	}
}
