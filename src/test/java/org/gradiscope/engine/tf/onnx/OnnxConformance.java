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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;

/**
 * Runs the conformance cases of ONNX whose operators are all among those that are promised (operators.txt). Prints
 * which were refused and why, which gave something else, and how many passed of each operator. Ends with 1 if
 * one failed, or fewer than 95 % passed.
 */
public final class OnnxConformance {

	private static final double LEAST = 0.95;

	private final Set<String> promised;
	private final List<OnnxCase.Result> results = new ArrayList<>();
	private int others;

	private OnnxConformance(final Set<String> promised) {
		this.promised = promised;
	}

	/** Arguments: folders in which all cases are run, and {@code name=PART} for those of such names alone. */
	public static void main(final String... args) throws IOException {
		Engine.load();
		final OnnxConformance conformance = new OnnxConformance(promised());
		final String part = Stream.of(args).filter(argument -> argument.startsWith("name="))
			.map(argument -> argument.substring(5)).findFirst().orElse("");
		for (final String argument : args)
			if (!argument.startsWith("name=")) for (final Path folder : folders(Path.of(argument), part))
				conformance.run(folder);
		System.exit(conformance.summarized() ? 0 : 1);
	}

	static Set<String> promised() throws IOException {
		try (InputStream list = OnnxConformance.class.getResourceAsStream("operators.txt")) {
			return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter(line -> !line.startsWith("#")).flatMap(line -> Stream.of(line.split(" +")))
				.filter(word -> !word.isEmpty()).collect(Collectors.toSet());
		}
	}

	private static List<Path> folders(final Path root, final String part) throws IOException {
		try (Stream<Path> all = Files.walk(root)) {
			return all.filter(path -> path.endsWith("model.onnx")).map(Path::getParent)
				.filter(folder -> folder.getFileName().toString().contains(part)).sorted().toList();
		}
	}

	private void run(final Path folder) throws IOException {
		final OnnxCase what;
		try {
			what = OnnxCase.of(folder);
		}
		catch (final EngineException e) {
			// Without a version of ONNX' own operators it has none of them.
			others++;
			return;
		}
		if (!promised.containsAll(what.operators())) {
			others++;
			return;
		}
		final OnnxCase.Result result = what.run();
		results.add(result);
		if (result.outcome() != OnnxCase.Outcome.PASSED)
			System.out.println(result.outcome() + " " + what.name() + ": " + result.why());
		else if (what.name().startsWith("light_")) System.out.printf(Locale.ROOT,
			"PASSED %s, differing by %.1e%n", what.name(), result.difference());
	}

	/** Whether enough passed, and none failed. */
	private boolean summarized() {
		final Map<String, int[]> counts = new TreeMap<>();
		for (final OnnxCase.Result result : results)
			for (final String operator : result.what().operators())
				counts.computeIfAbsent(operator, name -> new int[3])[result.outcome().ordinal()]++;
		System.out.println("operator | passed | refused | failed");
		counts.forEach((operator, count) -> System.out
			.println(operator + " | " + count[0] + " | " + count[1] + " | " + count[2]));
		final long passed = count(OnnxCase.Outcome.PASSED);
		final long failed = count(OnnxCase.Outcome.FAILED);
		System.out.printf(Locale.ROOT,
			"All %d cases: %d passed (%.1f %%), %d refused, %d failed; %d others have operators that are not promised.%n",
			results.size(), passed, 100. * passed / Math.max(results.size(), 1),
			count(OnnxCase.Outcome.REFUSED), failed, others);
		return failed == 0 && passed >= LEAST * results.size();
	}

	private long count(final OnnxCase.Outcome outcome) {
		return results.stream().filter(result -> result.outcome() == outcome).count();
	}
}
