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
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

import ai.onnx.proto.OnnxMl.GraphProto;

/**
 * Operators with graphs within them: If by its condition, Loop and Scan unrolled, one copy of the graph for each
 * round. How often they go round has to be known.
 */
final class ControlOperators {

	private final OperatorCall call;
	private final Formula f;

	private ControlOperators(final OperatorCall call) {
		this.call = call;
		f = call.formula();
	}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("If", call -> new ControlOperators(call).chosen());
		all.put("Loop", call -> new ControlOperators(call).looped());
		all.put("Scan", call -> new ControlOperators(call).scanned());
	}

	// If

	private List<OnnxValue> chosen() {
		final Optional<double[]> known = call.known(0);
		if (known.isPresent()) return call.graph()
			.within(call.subgraph(known.get()[0] != 0 ? "then_branch" : "else_branch"), List.of());
		final List<OnnxValue> then = call.graph().within(call.subgraph("then_branch"), List.of());
		final List<OnnxValue> otherwise = call.graph().within(call.subgraph("else_branch"), List.of());
		if (then.size() != otherwise.size()) throw call.refusal("its branches give different results");
		final Output<?> condition = f.reshaped(call.input(0).output());
		final List<OnnxValue> chosen = new ArrayList<>();
		for (int i = 0; i < then.size(); i++)
			chosen.add(selected(condition, then.get(i), otherwise.get(i)));
		return chosen;
	}

	/** Both are computed. */
	private OnnxValue selected(final Output<?> condition, final OnnxValue then,
		final OnnxValue otherwise) {
		if (!then.shape().equals(otherwise.shape()) || then.type() != otherwise.type())
			throw call.refusal("its condition depends on the image, and its branches give " +
				then.shape() + " or " + otherwise.shape());
		final AxisOrder order = then.order();
		return call.value(f.where(condition, then.output(order), otherwise.output(order)), order);
	}

	// Loop

	private List<OnnxValue> looped() {
		final GraphProto body = call.subgraph("body");
		final int carried = Math.max(body.getInputCount() - 2, 0);
		List<OnnxValue> values = new ArrayList<>();
		for (int i = 0; i < carried; i++)
			values.add(call.input(2 + i));
		final long most = call.has(0) ? whole(call.input(0)) : Long.MAX_VALUE;
		boolean on = !call.has(1) || truth(call.input(1));
		final Collected collected = new Collected(body.getOutputCount() - 1 - carried);
		for (long round = 0; on && round < most; round++) {
			final List<OnnxValue> given = new ArrayList<>(
				List.of(call.value(OnnxConstant.of(List.of(round)).reshaped(List.of())), truth()));
			given.addAll(values);
			final List<OnnxValue> results = round(body, given, 1 + carried + collected.count());
			on = round + 1 >= most || truth(results.get(0));
			values = results.subList(1, 1 + carried);
			collected.add(results.subList(1 + carried, results.size()));
		}
		final List<OnnxValue> all = new ArrayList<>(values);
		for (int i = 0; i < collected.count(); i++)
			all.add(call.wants(carried + i) ? collected.stacked(i, 0, false) : null);
		return all;
	}

	private List<OnnxValue> round(final GraphProto body, final List<OnnxValue> given,
		final int count) {
		if (body.getInputCount() != given.size()) throw call
			.refusal("its graph takes " + body.getInputCount() + " values, not " + given.size());
		final List<OnnxValue> results = call.graph().within(body, given);
		if (count < 0 || results.size() != count)
			throw call.refusal("its graph gives " + results.size() + " values, not " + count);
		return results;
	}

	private long whole(final OnnxValue value) {
		return (long) value.constant().orElseThrow(this::unknown).values()[0];
	}

	private boolean truth(final OnnxValue value) {
		return value.constant().orElseThrow(this::unknown).values()[0] != 0;
	}

	private RuntimeException unknown() {
		return call.refusal("how often it goes round depends on the image");
	}

	private OnnxValue truth() {
		return call.value(OnnxConstant.of(DataType.DT_BOOL, List.of(), new byte[] { 1 }));
	}

	/** What each round gives besides what goes into the next. */
	private final class Collected {

		private final List<List<OnnxValue>> rounds = new ArrayList<>();
		private final int count;

		Collected(final int count) {
			if (count < 0) throw call.refusal("its graph gives too few values");
			this.count = count;
		}

		int count() {
			return count;
		}

		void add(final List<OnnxValue> round) {
			rounds.add(List.copyOf(round));
		}

		OnnxValue stacked(final int number, final long axis, final boolean backwards) {
			if (rounds.isEmpty()) throw call.refusal("it never goes round, so its result is empty");
			final List<Output<?>> all = new ArrayList<>();
			for (final List<OnnxValue> round : rounds)
				all.add(backwards ? 0 : all.size(), round.get(number).output());
			final int rank = rounds.get(0).get(number).rank() + 1;
			return call.value(f.stacked(all, OnnxValue.axis(axis, rank)), AxisOrder.same(rank));
		}
	}

	// Scan

	private List<OnnxValue> scanned() {
		if (call.version() < 9)
			throw call.refusal("it is of version 8 of ONNX, which had another Scan");
		final GraphProto body = call.subgraph("body");
		final int scans = (int) call.integer("num_scan_inputs", 0);
		final int carried = call.inputs().size() - scans;
		if (scans < 1 || carried < 0) throw call.refusal("'num_scan_inputs' is " + scans);
		final List<List<OnnxValue>> steps = new ArrayList<>();
		for (int i = 0; i < scans; i++)
			steps.add(steps(call.input(carried + i), listed("scan_input_axes", i),
				listed("scan_input_directions", i) != 0));
		if (steps.stream().anyMatch(all -> all.size() != steps.get(0).size()))
			throw call.refusal("its sequences are not equally long");
		List<OnnxValue> values = call.inputs().subList(0, carried);
		final Collected collected = new Collected(body.getOutputCount() - carried);
		for (int step = 0; step < steps.get(0).size(); step++) {
			final List<OnnxValue> given = new ArrayList<>(values);
			for (final List<OnnxValue> all : steps)
				given.add(all.get(step));
			final List<OnnxValue> results = round(body, given, carried + collected.count());
			values = results.subList(0, carried);
			collected.add(results.subList(carried, results.size()));
		}
		final List<OnnxValue> all = new ArrayList<>(values);
		for (int i = 0; i < collected.count(); i++)
			all.add(call.wants(carried + i) ? collected.stacked(i, listed("scan_output_axes", i),
				listed("scan_output_directions", i) != 0) : null);
		return all;
	}

	private long listed(final String attribute, final int number) {
		return call.integers(attribute).filter(all -> number < all.size()).map(all -> all.get(number))
			.orElse(0L);
	}

	private List<OnnxValue> steps(final OnnxValue value, final long number, final boolean backwards) {
		final int axis = value.axis(number);
		final long length = value.shape().get(axis);
		if (length < 0) throw call.refusal("the length of its sequence is free");
		final AxisOrder left = value.order().without(List.of(axis));
		final List<OnnxValue> steps = new ArrayList<>();
		for (final Output<?> step : f.unstacked(value.output(value.order()), value.order().place(axis)))
			steps.add(backwards ? 0 : steps.size(), call.value(step, left));
		return steps;
	}
}
