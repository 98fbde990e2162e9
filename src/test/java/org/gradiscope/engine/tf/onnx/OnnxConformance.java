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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.freeze.ConvertedGraph;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DataType;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/**
 * Runs the conformance cases of ONNX: folders with a {@code model.onnx} and sets of inputs and outputs. Prints
 * which passed, which were refused and why, and which gave something else.
 */
public final class OnnxConformance {

	/** As the runner of the onnx package allows. */
	private static final double RELATIVE = 1e-3;
	private static final double ABSOLUTE = 1e-7;

	private enum Outcome {
		PASSED, REFUSED, FAILED
	}

	/** @param operators that the case has */
	private record Case(String name, Set<String> operators, Outcome outcome, String why) {}

	private OnnxConformance() {}

	/** Arguments: folders, in which all cases are run, and {@code only=OPERATOR,...} or {@code name=PART}. */
	public static void main(final String... args) throws IOException {
		Engine.load();
		final List<Case> cases = new ArrayList<>();
		String part = "";
		for (final String argument : args)
			if (argument.startsWith("name=")) part = argument.substring(5);
		for (final String argument : args)
			if (!argument.contains("=")) for (final Path folder : folders(Path.of(argument), part))
				cases.add(run(folder));
		cases.stream().filter(one -> one.outcome() != Outcome.PASSED)
			.forEach(one -> System.out.println(one.outcome() + " " + one.name() + ": " + one.why()));
		summarize(cases);
		System.exit(cases.stream().anyMatch(one -> one.outcome() == Outcome.FAILED) ? 1 : 0);
	}

	private static List<Path> folders(final Path root, final String part) throws IOException {
		try (Stream<Path> all = Files.walk(root)) {
			return all.filter(path -> path.endsWith("model.onnx")).map(Path::getParent)
				.filter(folder -> folder.getFileName().toString().contains(part)).sorted().toList();
		}
	}

	/** By operator: how many cases passed, of all that have it. */
	private static void summarize(final List<Case> cases) {
		final Map<String, int[]> counts = new TreeMap<>();
		for (final Case one : cases)
			for (final String operator : one.operators())
				counts.computeIfAbsent(operator, name -> new int[3])[one.outcome().ordinal()]++;
		System.out.println("operator, passed, refused, failed");
		counts.forEach((operator, count) -> System.out
			.println(operator + ", " + count[0] + ", " + count[1] + ", " + count[2]));
		final int[] all = new int[3];
		cases.forEach(one -> all[one.outcome().ordinal()]++);
		System.out.println("all, " + all[0] + ", " + all[1] + ", " + all[2]);
		final List<Case> known = cases.stream()
			.filter(one -> one.operators().stream().allMatch(OnnxOperators.names()::contains)).toList();
		System.out.println("of known operators: " + known.size() + ", passed " +
			known.stream().filter(one -> one.outcome() == Outcome.PASSED).count());
	}

	/** What a network computes with is no input of it: where such numbers have to be constants, they become these. */
	private static Case run(final Path folder) {
		Case last = null;
		for (final Given given : Given.values()) {
			last = run(folder, given);
			if (last.outcome() != Outcome.REFUSED) break;
		}
		return last;
	}

	private enum Given { NONE, WHOLE, ALL }

	private static Case run(final Path folder, final Given constants) {
		final String name = folder.getFileName().toString();
		final Set<String> operators = new TreeSet<>();
		try (ConvertedGraph graph = new ConvertedGraph()) {
			final OnnxModel model = new OnnxModel(folder.resolve("model.onnx"));
			model.graph().getNodeList().stream().map(NodeProto::getOpType).forEach(operators::add);
			final OnnxFreezer freezer = new OnnxFreezer(model, graph);
			final Map<String, OnnxConstant> given =
				constants != Given.NONE ? numbers(model, folder, constants == Given.ALL) : Map.of();
			final OnnxFreezer.Ends ends = freezer.converted(null, given);
			final OnnxTensors tensors = model.tensors();
			final List<String> places = model
				.graph().getInputList().stream().map(input -> input.getName()).filter(input -> model.graph()
					.getInitializerList().stream().noneMatch(weight -> weight.getName().equals(input)))
				.toList();
			String fault = null;
			for (int set = 0; fault == null &&
				Files.isDirectory(folder.resolve("test_data_set_" + set)); set++)
				fault =
					fault(graph, freezer, ends, tensors, places, folder.resolve("test_data_set_" + set));
			return new Case(name, operators, fault == null ? Outcome.PASSED : Outcome.FAILED, fault);
		}
		catch (final EngineException e) {
			return new Case(name, operators, Outcome.REFUSED, e.getMessage());
		}
		catch (final IOException | RuntimeException e) {
			return new Case(name, operators, Outcome.FAILED, e.toString());
		}
	}

	/** All whole numbers and truths but those of the first input. */
	private static Map<String, OnnxConstant> numbers(final OnnxModel model, final Path folder,
		final boolean all) throws IOException {
		final Map<String, OnnxConstant> numbers = new HashMap<>();
		for (int i = 1; i < model.graph().getInputCount(); i++) {
			final Path file = folder.resolve("test_data_set_0/input_" + i + ".pb");
			final String name = model.graph().getInput(i).getName();
			if (Files.exists(file) && (all || tensor(file).getDataType() != 1))
				numbers.put(name, read(model.tensors(), file));
		}
		return numbers;
	}

	/** What differs; null if nothing does. */
	private static String fault(final ConvertedGraph graph, final OnnxFreezer freezer,
		final OnnxFreezer.Ends ends, final OnnxTensors tensors, final List<String> places,
		final Path set) throws IOException {
		final List<Output<?>> outputs = new ArrayList<>();
		// What is fed cannot be fetched.
		ends.outputs().values()
			.forEach(value -> outputs.add(graph.tf().identity(value.output()).asOutput()));
		final Map<String, Tensor> fed = new HashMap<>();
		for (final Map.Entry<String, OnnxValue> end : ends.inputs().entrySet()) {
			final OnnxValue input = end.getValue();
			final OnnxConstant given =
				read(tensors, set.resolve("input_" + places.indexOf(end.getKey()) + ".pb"));
			final OnnxConstant turned =
				given.transposed(AxisOrder.same(input.rank()).permutationTo(input.order()));
			fed.put(input.output(input.order()).op().name(), OnnxTestTensors.tensor(turned));
		}
		fed.putAll(freezer.stands());
		try (Session session = new Session(graph.graph())) {
			final Session.Runner runner = session.runner();
			outputs.forEach(runner::fetch);
			fed.forEach(runner::feed);
			try (Result result = runner.run()) {
				for (int i = 0; i < outputs.size(); i++) {
					final Path file = set.resolve("output_" + i + ".pb");
					final String fault =
						difference(read(tensors, file), result.get(i), tolerance(tensor(file)));
					if (fault != null) return "output " + i + " " + fault;
				}
			}
		}
		return null;
	}

	private static OnnxConstant read(final OnnxTensors tensors, final Path file) throws IOException {
		return tensors.read(tensor(file));
	}

	private static TensorProto tensor(final Path file) throws IOException {
		return TensorProto.parseFrom(Files.readAllBytes(file));
	}

	/** What is computed in float32 differs by the precision of its type. */
	private static double tolerance(final TensorProto tensor) {
		return switch (TensorProto.DataType.forNumber(tensor.getDataType())) {
			case BFLOAT16 -> 1. / 128;
			case FLOAT16 -> 1. / 512;
			default -> RELATIVE;
		};
	}

	private static String difference(final OnnxConstant expected, final Tensor found,
		final double relative) {
		final OnnxConstant came = OnnxTestTensors.constant(found);
		final boolean quantized = came.type() == DataType.DT_FLOAT && expected.written() != 0 &&
			expected.type() == DataType.DT_INT32;
		if (came.type() != expected.type() && !quantized)
			return "is of " + came.type() + ", not " + expected.type();
		if (!came.shape().equals(expected.shape()))
			return "has the shape " + came.shape() + ", not " + expected.shape();
		final double[] right = TensorProtos.numbers(expected.proto()).orElseThrow();
		final double[] values = TensorProtos.numbers(came.proto()).orElseThrow();
		for (int i = 0; i < right.length; i++)
			if (!(Math.abs(values[i] - right[i]) <= ABSOLUTE + relative * Math.abs(right[i])) &&
				Double.compare(values[i], right[i]) != 0)
				return "has " + values[i] + " at " + i + ", not " + right[i];
		return null;
	}
}
