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

package org.gradiscope.engine.tf.graph;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Each operation that does more than compute is refused by what it does, and with a way out. */
class ImpureOperationsTest {

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	private static NodeDef node(final String name, final String op) {
		return NodeDef.newBuilder().setName(name).setOp(op).build();
	}

	private static String refused(final NodeDef... nodes) {
		final GraphDef.Builder graph = GraphDef.newBuilder().addNode(node("sum", "Add"));
		Stream.of(nodes).forEach(graph::addNode);
		return assertThrows(EngineException.class, () -> ImpureOperations.refuse(graph.build()))
			.getMessage();
	}

	@Test
	void whatOnlyComputesIsNotRefused() {
		assertDoesNotThrow(
			() -> ImpureOperations.refuse(GraphDef.newBuilder().addNode(node("a", "Relu")).build()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"ReadFile           | reads or writes files           | scripts/export-keras-model.py",
		"RestoreV2          | reads or writes files           | scripts/export-keras-model.py",
		"EagerPyFunc        | runs Python code                | TensorFlow's operations",
		"PrintV2            | writes a log                    | scripts/export-keras-model.py",
		"DecodeJpeg         | a file's bytes as an image      | input.tensor",
		"StringJoin         | handles texts                   | input.tensor",
		"IteratorGetNext    | reads a set of images           | input.tensor",
		"LookupTableFindV2  | looks up a name                 | output.tensor",
		"NonMaxSuppressionV5| picks boxes                     | output.tensor",
		"QuantizedConv2D    | rounded numbers                 | before it was quantized",
		"TensorListStack    | part of a loop                  | scripts/export-keras-model.py",
		"While              | part of a loop                  | scripts/export-keras-model.py",
		"If                 | by a condition                  | scripts/export-keras-model.py",
		"AssignVariableOp   | changes variables               | weights frozen",
		"UserDefinedThing   | does what is not known          | scripts/export-keras-model.py" })
	void anOperationIsRefusedByWhatItDoes(final String op, final String deed, final String remedy) {
		final String message = refused(node("there", op));
		assertTrue(
			message.startsWith("The graph is not run, for its node 'there' is a " + op + ", which ") &&
				message.contains(deed) && message.contains(remedy),
			message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"functional_1/random_rotation_1/stateless_random_uniform/StatelessRandomUniformV2 | random_rotation_1",
		"net/data_augmentation/random_flip/random_uniform/RandomUniform                   | data_augmentation",
		"net/random_flip/stateful_uniform/RngReadAndSkip                                  | random_flip",
		"net/gaussian_noise/random_normal/RandomStandardNormal                            | gaussian_noise",
		"mixing/draw/random_uniform                                                       | draw",
		"draw                                                                             | draw" })
	void theLayerOfADrawIsNamed(final String operation, final String layer) {
		final String message =
			refused(node("first", "ReadFile"), node(operation, "StatelessRandomUniform"));
		assertTrue(message
			.startsWith("The graph is not run, for its layers " + layer + " change images at random") &&
			message.contains("'" + operation + "'") && message.contains("training=False"), message);
	}

	@Test
	void allLayersThatDrawAreNamedOnce() {
		final String message = refused(node("a/random_zoom/x/d", "StatelessRandomUniformV2"),
			node("a/random_flip/y/d", "StatelessRandomUniformV2"),
			node("a/random_zoom/z/d", "StatelessRandomGetKeyCounter"));
		assertEquals("random_flip, random_zoom",
			message.substring(message.indexOf("layers ") + 7, message.indexOf(" change")));
	}
}
