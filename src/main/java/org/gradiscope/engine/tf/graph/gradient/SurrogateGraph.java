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

package org.gradiscope.engine.tf.graph.gradient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A graph for TensorFlow to differentiate, of the operations between the ends only. In place of those
 * that need a rule of ours it has stand-ins, which are never run: a {@code DynamicStitch} takes any
 * number of tensors of any shapes, and TensorFlow's gradient with respect to each is a {@code Gather} at
 * its indices. These are a placeholder of ours, a {@link Mark}, and so tell which input of which
 * operation it is.
 */
final class SurrogateGraph {

	private static final String MARK = "gradiscope_mark";
	private static final String OUTPUT = "gradiscope_output";

	/** The gradient that comes from an output of an operation, with respect to one of its inputs. */
	record Mark(GraphOperation operation, int output, int place) {}

	private final GradientPath path;
	private final GraphDef.Builder graph = GraphDef.newBuilder();
	private final Map<String, Mark> marks = new HashMap<>();
	/** The outputs of the original graph, by what stands for them. */
	private final Map<String, Output<?>> originals = new HashMap<>();
	private final Map<Output<?>, String> names = new HashMap<>();
	private final Set<String> copied = new HashSet<>();

	/** @param others what is to be there besides, on the path or not */
	SurrogateGraph(final GradientPath path, final List<Output<?>> others) {
		this.path = path;
		for (final GraphOperation operation : path.operations())
			if (path.needsRule(operation)) standIn(operation);
			else copy(operation);
		path.starts().forEach(this::edge);
		others.forEach(this::edge);
	}

	GraphDef graph() {
		return graph.build();
	}

	/** The same outputs in the graph of stand-ins. */
	List<Output<?>> in(final Graph stage, final List<Output<?>> outputs) {
		return outputs.stream().<Output<?>>map(output -> stage.outputOrThrow(edge(output))).toList();
	}

	/** What an edge of the graph of stand-ins comes from in the original; null if from a gradient. */
	Output<?> original(final String edge) {
		return originals.get(edge);
	}

	/** Null if it is none. */
	Mark mark(final String operation) {
		return marks.get(operation);
	}

	private void copy(final GraphOperation operation) {
		final NodeDef.Builder node = OperationNodes.of(operation);
		GraphOperations.inputs(operation).forEach(input -> node.addInput(edge(input)));
		graph.addNode(node);
		copied.add(operation.name());
		for (int i = 0; i < operation.numOutputs(); i++)
			name(operation.output(i), operation.name() + ":" + i);
	}

	private void name(final Output<?> output, final String name) {
		names.put(output, name);
		originals.put(name, output);
	}

	/** What stands for an output; a placeholder for what gradients do not flow to. */
	private String edge(final Output<?> output) {
		if (!names.containsKey(output)) {
			final String name = OUTPUT + names.size();
			final NodeDef.Builder constant = OperationNodes.small(output);
			graph.addNode(
				constant == null ? OperationNodes.placeholder(name, output.dataType(), output.shape())
					: constant.setName(name).build());
			name(output, name + ":0");
		}
		return names.get(output);
	}

	private void standIn(final GraphOperation operation) {
		final GradientRule rule = GradientRules.of(operation);
		for (int output = 0; output < operation.numOutputs(); output++) {
			final int from = output;
			final List<Integer> places =
				path.places(operation).stream().filter(place -> rule.flows(from, place)).toList();
			if (!GradientPath.isFloat(operation.output(output)) || places.isEmpty()) continue;
			final String name = OUTPUT + names.size() + "_of";
			graph.addNode(stitch(operation, output, places).setName(name));
			name(operation.output(output), name + ":0");
		}
	}

	private NodeDef.Builder stitch(final GraphOperation operation, final int output,
		final List<Integer> places) {
		final List<String> indices = new ArrayList<>();
		final List<String> data = new ArrayList<>();
		for (final int place : places) {
			final String mark = MARK + marks.size();
			marks.put(mark, new Mark(operation, output, place));
			graph.addNode(OperationNodes.placeholder(mark, DataType.DT_INT32, Shape.unknown()));
			indices.add(mark);
			data.add(edge(operation.input(place)));
		}
		return NodeDefs.node("", "DynamicStitch").addAllInput(indices).addAllInput(data)
			.putAttr("N", Attributes.of(places.size()))
			.putAttr("T", Attributes.of(operation.output(output).dataType()));
	}

	/** Whether TensorFlow's gradient may name it, and it is no gradient. */
	boolean isGiven(final String operation) {
		return copied.contains(operation) || operation.startsWith(OUTPUT) || operation.startsWith(MARK);
	}
}
