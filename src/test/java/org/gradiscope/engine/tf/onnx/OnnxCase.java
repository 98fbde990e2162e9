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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.gradiscope.engine.EngineException;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/** A conformance case of ONNX: a network, and what it gives for some inputs. */
record OnnxCase(String name, OnnxModel model, List<Data> sets) {

	/** @param inputs by their names */
	record Data(Map<String, TensorProto> inputs, List<TensorProto> outputs) {}

	enum Outcome {
		PASSED, REFUSED, FAILED
	}

	/**
	 * @param why it did not pass; null if it did
	 * @param difference the largest, over the largest number
	 */
	record Result(OnnxCase what, Outcome outcome, String why, double difference) {}

	/** What a network computes with is no input of it: which of its inputs are given as numbers. */
	private enum Given {
		NONE, WHOLE_NUMBERS, ALL_BUT_THE_FIRST, ALL_BUT_THE_FIRST_FRACTIONS
	}

	/** As the onnx package lays them out: {@code model.onnx}, and folders {@code test_data_set_0} and on. */
	static OnnxCase of(final Path folder) throws IOException {
		final OnnxModel model = new OnnxModel(folder.resolve("model.onnx"));
		final List<Data> sets = new ArrayList<>();
		for (int i = 0; Files.isDirectory(folder.resolve("test_data_set_" + i)); i++)
			sets.add(data(model.graph(), folder.resolve("test_data_set_" + i)));
		return new OnnxCase(folder.getFileName().toString(), model, sets);
	}

	private static Data data(final GraphProto graph, final Path folder) throws IOException {
		final List<String> names = inputs(graph);
		final Map<String, TensorProto> inputs = new LinkedHashMap<>();
		for (int i = 0; i < names.size(); i++)
			if (Files.exists(folder.resolve("input_" + i + ".pb")))
				inputs.put(names.get(i), tensor(folder.resolve("input_" + i + ".pb")));
		final List<TensorProto> outputs = new ArrayList<>();
		for (int i = 0; Files.exists(folder.resolve("output_" + i + ".pb")); i++)
			outputs.add(tensor(folder.resolve("output_" + i + ".pb")));
		return new Data(inputs, outputs);
	}

	/** Weights may be listed as inputs too. */
	static List<String> inputs(final GraphProto graph) {
		final Set<String> weights =
			graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
		return graph.getInputList().stream().map(input -> input.getName())
			.filter(input -> !weights.contains(input)).toList();
	}

	private static TensorProto tensor(final Path file) throws IOException {
		return TensorProto.parseFrom(Files.readAllBytes(file));
	}

	Set<String> operators() {
		final Set<String> names = new TreeSet<>();
		model.graph().getNodeList().stream().map(NodeProto::getOpType).forEach(names::add);
		return names;
	}

	/** With as few of its inputs given as numbers as it takes. */
	Result run() {
		Result result = null;
		for (final Given given : Given.values()) {
			result = run(given);
			if (result.outcome() != Outcome.REFUSED) break;
		}
		return result;
	}

	private Result run(final Given given) {
		try (OnnxRun run = new OnnxRun(model, given(given))) {
			double difference = 0;
			for (final Data data : sets) {
				final OnnxDifference found = difference(run, data);
				if (found.fault() != null) return new Result(this, Outcome.FAILED, found.fault(), 1);
				difference = Math.max(difference, found.relative());
			}
			return new Result(this, Outcome.PASSED, null, difference);
		}
		catch (final EngineException e) {
			return new Result(this, Outcome.REFUSED, e.getMessage(), 1);
		}
		catch (final RuntimeException e) {
			return new Result(this, Outcome.FAILED, e.toString(), 1);
		}
	}

	private OnnxDifference difference(final OnnxRun run, final Data data) {
		final Map<String, OnnxConstant> inputs = new HashMap<>();
		data.inputs().forEach((name, tensor) -> inputs.put(name, model.tensors().read(tensor)));
		final List<OnnxConstant> outputs = run.outputs(inputs);
		OnnxDifference all = OnnxDifference.NONE;
		for (int i = 0; i < data.outputs().size() && all.fault() == null; i++)
			all = all.and(OnnxDifference.of("output " + i, model.tensors().read(data.outputs().get(i)),
				outputs.get(i)));
		return all;
	}

	private Map<String, OnnxConstant> given(final Given given) {
		final Map<String, OnnxConstant> numbers = new HashMap<>();
		if (given == Given.NONE || sets.isEmpty()) return numbers;
		int place = 0;
		int fractions = 0;
		for (final Map.Entry<String, TensorProto> input : sets.get(0).inputs().entrySet()) {
			final boolean whole = input.getValue().getDataType() != TensorProto.DataType.FLOAT_VALUE;
			final boolean wanted = switch (given) {
				case WHOLE_NUMBERS -> whole && place > 0;
				case ALL_BUT_THE_FIRST -> place > 0;
				default -> whole || fractions > 0;
			};
			if (wanted) numbers.put(input.getKey(), model.tensors().read(input.getValue()));
			place++;
			if (!whole) fractions++;
		}
		return numbers;
	}
}
