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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.google.protobuf.InvalidProtocolBufferException;

import org.bytedeco.javacpp.BytePointer;
import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/** The table of operations, against TensorFlow's own answers. */
class OpTest {

	/** Their shape functions want more than tensors of unknown shape. */
	private static final Set<String> NOT_ASKED = Set.of("FusedPadConv2D");

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	@Test
	void whatIsTheirsHasAGradientOfTheirs() throws InvalidProtocolBufferException {
		final Set<String> theirs = TestNatives.operations(Backward.THEIRS);
		final Set<String> known = new TreeSet<>();
		for (final OpDef operation : operations().getOpList())
			if (TestNatives.isPure(operation.getName()) && operation.getInputArgCount() > 0 &&
				operation.getOutputArgCount() > 0 && !NOT_ASKED.contains(operation.getName()) &&
				hasGradient(operation)) known.add(operation.getName());
		assertTrue(known.size() > 100, known::toString);
		theirs.removeAll(known);
		assertEquals(Set.of(), theirs);
		known.retainAll(TestNatives.operations(Backward.REFUSED));
		assertEquals(Set.of(), known);
	}

	@Test
	void everyRowIsAnOperationOfTensorFlow() throws InvalidProtocolBufferException {
		final Set<String> known =
			operations().getOpList().stream().map(OpDef::getName).collect(Collectors.toSet());
		for (final Op op : Op.values())
			assertEquals(op != Op.Unlisted, known.contains(op.name()), op.name());
		assertEquals(Op.Unlisted, Op.of("ReadFile"));
		assertEquals(Op.Unlisted, Op.of(Op.Unlisted.name()));
		assertFalse(Op.Unlisted.isAllowed());
	}

	/** Else its code would take a gradient that is 0 for one that is missing, or the other way round. */
	@Test
	void whereNothingFlowsBackTensorFlowKnowsItOrNot() throws InvalidProtocolBufferException {
		final Set<String> stopped = new TreeSet<>();
		final Set<String> unknown = new TreeSet<>();
		for (final OpDef operation : operations().getOpList())
			if (Op.of(operation.getName()).backward().isEnd() && operation.getInputArgCount() > 0 &&
				operation.getOutputArgCount() > 0)
				(hasGradient(operation) ? stopped : unknown).add(operation.getName());
		final Set<String> stops = TestNatives.operations(Backward.STOPS);
		stops.removeAll(Set.of("Const", "Placeholder"));
		assertEquals(stops, stopped);
		final Set<String> nothing = TestNatives.operations(Backward.NOTHING);
		nothing.remove("NoOp");
		assertEquals(nothing, unknown);
	}

	@Test
	void whatIsFloatWhereNothingIsSaidIsSoInTensorFlow() throws InvalidProtocolBufferException {
		for (final OpDef operation : operations().getOpList()) {
			final Op op = Op.of(operation.getName());
			final boolean usual =
				operation.getAttrList().stream().anyMatch(attribute -> attribute.getName().equals("T") &&
					attribute.getDefaultValue().getType() == DataType.DT_FLOAT);
			if (op.isAllowed()) assertEquals(usual, op.is(OpTrait.FLOAT_BY_DEFAULT), op.name());
		}
	}

	/** All gradients of ours but one that only refuses, and all operations that have none. */
	@Test
	void thePageOnModelsNamesThem() throws IOException {
		final String page = Files.readString(Path.of("docs/models.md"));
		final String section =
			page.substring(page.indexOf("## Which operations run"), page.indexOf("## The descriptor"));
		final Set<String> ours = TestNatives.operations(Backward.OURS);
		assertTrue(ours.remove(Op.ScaleAndTranslate.name()));
		assertEquals(ours, named(section.lines().filter(line -> line.startsWith("| `"))
			.map(line -> line.split("\\|")[1]).collect(Collectors.joining())));
		assertTrue(named(section).containsAll(TestNatives.operations(Backward.REFUSED)));
	}

	private static Set<String> named(final String text) {
		return Pattern.compile("`(\\w+)`").matcher(text).results().map(word -> word.group(1))
			.filter(word -> Op.of(word) != Op.Unlisted).collect(Collectors.toCollection(TreeSet::new));
	}

	private static OpList operations() throws InvalidProtocolBufferException {
		final TF_Buffer buffer = tensorflow.TF_GetAllOpList();
		try {
			return OpList
				.parseFrom(new BytePointer(buffer.data()).capacity(buffer.length()).asByteBuffer());
		}
		finally {
			tensorflow.TF_DeleteBuffer(buffer);
		}
	}

	/** Other errors come from the gradient's own code, so there is one. */
	private static boolean hasGradient(final OpDef operation) {
		try (Graph graph = new Graph()) {
			final GraphDef definition = AnyNode.of(operation);
			graph.importGraphDef(definition);
			final Output<?>[] inputs = { graph.operation(AnyNode.INPUT + 0).output(0) };
			try {
				graph.addGradients(graph.operation(AnyNode.NODE).output(0), inputs);
				return true;
			}
			catch (final RuntimeException e) {
				return !String.valueOf(e.getMessage()).contains("No gradient defined");
			}
		}
	}
}
