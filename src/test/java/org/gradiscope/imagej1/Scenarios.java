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

package org.gradiscope.imagej1;

import ij.ImageJ;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link ImageJTest} asks of a real ImageJ: reads the names of scenarios from standard input, one a
 * line ({@code method} or {@code method argument}), and prints what went wrong, if anything, then
 * {@value #END}.
 */
public final class Scenarios {

	static final String END = "-- end of scenario --";

	private static final List<Class<? extends Steps>> STEPS = List.of(DialogSteps.class,
		FormSteps.class, SuggestionSteps.class, MacroSteps.class, StartSteps.class);

	private Scenarios() {}

	public static void main(final String... arguments) throws IOException {
		final PrintStream answers = System.out;
		// What ImageJ prints is no answer.
		System.setOut(System.err);
		new ImageJ().exitWhenQuitting(false);
		final Desk desk = new Desk(Path.of(arguments[0]), Path.of(arguments[1]));
		final BufferedReader questions =
			new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = questions.readLine(); line != null; line = questions.readLine()) {
			run(desk, line, answers);
			answers.println(END);
		}
		Runtime.getRuntime().halt(0);
	}

	private static void run(final Desk desk, final String line, final PrintStream answers) {
		final String[] words = line.split(" ", 2);
		try {
			desk.clear();
			final Class<? extends Steps> steps =
				STEPS.stream().filter(type -> Arrays.stream(type.getDeclaredMethods())
					.anyMatch(m -> m.getName().equals(words[0]))).findFirst().orElseThrow();
			try (Steps own = steps.getDeclaredConstructor(Desk.class).newInstance(desk)) {
				if (words.length == 1) steps.getDeclaredMethod(words[0]).invoke(own);
				else steps.getDeclaredMethod(words[0], String.class).invoke(own, words[1]);
			}
		}
		catch (final InvocationTargetException e) {
			e.getCause().printStackTrace(answers);
			desk.capture("failed-" + line.replaceAll("\\W+", "-"));
		}
		catch (final ReflectiveOperationException | RuntimeException | Error e) {
			e.printStackTrace(answers);
		}
	}
}
