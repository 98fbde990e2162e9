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

package org.gradiscope.engine.tf.freeze;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** The ends of a SavedModel that has no signature, from the tensors that are stated. */
final class StatedTensors {

	private static final int SHOWN = 10;

	private final Map<String, NodeDef> nodes = new TreeMap<>();

	private StatedTensors(final GraphDef graph) {
		graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
	}

	/**
	 * Takes in what is stated, and all placeholders besides, for they have to be given too.
	 *
	 * @param stated both input and outputs
	 * @throws org.gradiscope.engine.EngineException if the graph has not what is stated
	 */
	static Signature signature(final GraphDef graph, final StatedEnds stated) {
		final StatedTensors tensors = new StatedTensors(graph);
		final Map<String, TensorInfo> inputs = new TreeMap<>();
		graph.getNodeList().stream().filter(node -> Op.of(node) == Op.Placeholder)
			.forEach(node -> inputs.put(node.getName(), tensors.tensor(node.getName(), "input")));
		final String input = stated.input().orElseThrow();
		inputs.remove(Edge.operation(input));
		inputs.put(input, tensors.tensor(input, "input"));
		final Map<String, TensorInfo> outputs = new TreeMap<>();
		stated.outputs().forEach(output -> outputs.put(output, tensors.tensor(output, "output")));
		return new Signature(inputs, outputs);
	}

	private TensorInfo tensor(final String name, final String end) {
		final NodeDef node = nodes.get(Edge.operation(name));
		if (node == null)
			throw GraphErrors.of("The SavedModel has no signature, and its graph has no " +
				"operation '" + name + "', which its description names as " + end +
				"; correct input.tensor and output.tensor in gradiscope.yaml (its placeholders are " +
				listed() + "), or export it with a signature, as scripts/export-keras-model.py does.");
		return TensorInfo.newBuilder().setName(Edge.of(name).toString()).setDtype(Attributes.type(node))
			.setTensorShape(shape(node)).build();
	}

	/** That of a placeholder; no other says one. */
	private static TensorShapeProto shape(final NodeDef node) {
		return node.containsAttr("shape") ? node.getAttrOrThrow("shape").getShape()
			: TensorShapeProto.newBuilder().setUnknownRank(true).build();
	}

	/** For a message. */
	static String placeholders(final GraphDef graph) {
		return new StatedTensors(graph).listed();
	}

	private String listed() {
		final String listed = nodes.values().stream()
			.filter(node -> Op.of(node) == Op.Placeholder || Op.of(node) == Op.PlaceholderWithDefault)
			.map(NodeDef::getName).limit(SHOWN).collect(Collectors.joining(", "));
		return listed.isEmpty() ? "none" : listed;
	}
}
