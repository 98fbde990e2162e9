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

package org.gradiscope.engine.tf.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** An operation of TensorFlow that is about to be added to a graph. */
final class NewOperation {

	private final Graph graph;
	private final Scope scope;
	private final Op op;
	private final List<Object> inputs = new ArrayList<>();
	private final Map<String, BiConsumer<GraphOperationBuilder, String>> attributes =
		new LinkedHashMap<>();
	private String name;

	NewOperation(final Graph graph, final Scope scope, final Op op) {
		this.graph = graph;
		this.scope = scope;
		this.op = op;
		name = op.name();
	}

	/** Calls it otherwise than by its kind. */
	NewOperation named(final String other) {
		name = other;
		return this;
	}

	NewOperation on(final Output<?>... taken) {
		inputs.addAll(List.of(taken));
		return this;
	}

	/** Adds an input that is a list of tensors. */
	NewOperation onAll(final List<? extends Output<?>> list) {
		inputs.add(list.toArray(Output<?>[]::new));
		return this;
	}

	NewOperation with(final String attribute, final long number) {
		attributes.put(attribute, (builder, key) -> builder.setAttr(key, number));
		return this;
	}

	NewOperation with(final String attribute, final float number) {
		attributes.put(attribute, (builder, key) -> builder.setAttr(key, number));
		return this;
	}

	NewOperation with(final String attribute, final boolean flag) {
		attributes.put(attribute, (builder, key) -> builder.setAttr(key, flag));
		return this;
	}

	NewOperation with(final String attribute, final String text) {
		attributes.put(attribute, (builder, key) -> builder.setAttr(key, text));
		return this;
	}

	NewOperation with(final String attribute, final DataType type) {
		attributes.put(attribute, (builder, key) -> builder.setAttr(key, type));
		return this;
	}

	NewOperation with(final String attribute, final List<Long> numbers) {
		final long[] all = numbers.stream().mapToLong(Long::longValue).toArray();
		attributes.put(attribute, (builder, key) -> builder.setAttr(key, all));
		return this;
	}

	NewOperation with(final String attribute, final TensorProto tensor) {
		final org.tensorflow.proto.AttrValue value =
			org.tensorflow.proto.AttrValue.newBuilder().setTensor(tensor).build();
		attributes.put(attribute, (builder, key) -> builder.setAttr(key, value));
		return this;
	}

	/** Its first result. */
	Output<?> result() {
		return results().output(0);
	}

	GraphOperation results() {
		final GraphOperationBuilder builder =
			graph.opBuilder(op.name(), scope.withName(name).makeOpName(name), scope);
		for (final Object input : inputs)
			if (input instanceof Output<?>[] list) builder.addInputList(list);
			else builder.addInput((Output<?>) input);
		attributes.forEach((key, attribute) -> attribute.accept(builder, key));
		return builder.build();
	}
}
