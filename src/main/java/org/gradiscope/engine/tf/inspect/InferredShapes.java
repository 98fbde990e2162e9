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

package org.gradiscope.engine.tf.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import com.google.protobuf.ByteString;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * The shapes that TensorFlow infers when it takes in a graph.
 *
 * @param graph with one number for all of each constant
 * @param outputs the axes of each operation's outputs, -1 where an axis is not known; outputs of unknown
 *          rank are left out
 */
record InferredShapes(GraphDef graph, Map<String, List<List<Long>>> outputs) {

	/** Longer constants are weights, of which only the shape matters. */
	private static final int LONGEST = 64;

	/**
	 * The weights are not copied. Native code runs on the graph, and it computes those of the operations
	 * that follow from constants and that the shape of another depends on; {@link SizeLimits} keeps them
	 * from making large tensors.
	 *
	 * @throws EngineException if a size in the graph is too large or not known before it runs, or
	 *           TensorFlow refuses the graph
	 */
	static InferredShapes of(final Iterable<NodeDef> nodes) {
		final GraphDef.Builder light = GraphDef.newBuilder();
		for (final NodeDef node : nodes)
			light.addNode(Constants.is(node) ? light(node) : node);
		SizeLimits.check(light.build());
		try (Graph graph = new Graph()) {
			graph.importGraphDef(light.build());
			final Map<String, List<List<Long>>> shapes = new HashMap<>();
			for (final NodeDef node : light.getNodeList()) {
				checkRanks(graph, node);
				shapes.put(node.getName(), shapes(graph.operation(node.getName())));
			}
			return new InferredShapes(light.build(), shapes);
		}
		catch (final RuntimeException e) {
			throw new EngineException("TensorFlow refuses the graph at the network's own size: " +
				String.valueOf(e.getMessage()).lines().findFirst().orElse("") +
				"; if gradiscope.yaml states input.channels, " +
				"input.size or input.axes, correct them or leave them out; else export it again.", e);
		}
	}

	/** The axes of each operation's first output; operations of unknown rank are left out. */
	Map<String, List<Long>> first() {
		final Map<String, List<Long>> first = new HashMap<>();
		outputs.forEach(
			(name, shapes) -> shapes.stream().findFirst().ifPresent(shape -> first.put(name, shape)));
		return first;
	}

	/** What one run takes. */
	MemoryEstimate memory() {
		return MemoryEstimate.of(graph, outputs);
	}

	private static void checkRanks(final Graph graph, final NodeDef node) {
		Op.of(node).ranks().forEach((place, rank) -> {
			final String edge = node.getInput(place);
			final Shape shape = graph.operation(Edge.operation(edge)).output(Edge.port(edge)).shape();
			if (shape.isUnknown() || shape.numDimensions() != rank)
				throw new EngineException("the operation '" + node.getName() + "', a " + node.getOp() +
					", takes a tensor of the shape " + shape + ", where one of " + rank + " axes is needed");
		});
	}

	/** Up to the first of unknown rank. */
	private static List<List<Long>> shapes(final GraphOperation operation) {
		return IntStream.range(0, operation.numOutputs()).mapToObj(i -> operation.output(i).shape())
			.takeWhile(shape -> !shape.isUnknown())
			.map(shape -> LongStream.of(shape.asArray()).boxed().toList()).toList();
	}

	/** One number stands for all of them. */
	private static NodeDef light(final NodeDef constant) {
		final boolean small =
			Constants.elements(constant) <= LONGEST && !DetachedConstants.is(constant);
		if (!Attributes.isFloat(constant) || small) return constant;
		final TensorProto tensor = Constants.tensor(constant);
		final byte[] one = new byte[TensorProtos.width(tensor.getDtype())];
		return DetachedConstants.attached(constant, TensorProto.newBuilder().setDtype(tensor.getDtype())
			.setTensorShape(tensor.getTensorShape()).setTensorContent(ByteString.copyFrom(one)).build());
	}
}
