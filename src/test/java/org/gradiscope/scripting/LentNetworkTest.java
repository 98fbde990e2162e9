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

package org.gradiscope.scripting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.gradiscope.Gradiscope;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.script.ScriptService;

/** Scripts call the library on a network that the service lends; its overloads are told apart. */
class LentNetworkTest {

	private static final String PARAMETERS = """
		#@ GradiscopeService service
		#@ Object image
		#@output String label
		#@output Float top
		#@output Float named
		#@output Float other
		#@output Float fooled
		""";

	private static final String BODY =
		"""
			bits = ValueRange.EIGHT_BIT
			gradiscope = Gradiscope.on(service.open("micropatterns"))
			label = gradiscope.classify(image, bits).ranked(1).get(0).label()
			top = gradiscope.saliency(image, bits, GradientMethod.GRADIENT).getAt(9, 9).get()
			named = gradiscope.saliency(image, bits, GradientMethod.GRADIENT, label).getAt(9, 9).get()
			other = gradiscope.saliency(image, bits, GradientMethod.GRADIENT, Score.LOGIT.of(9)).getAt(9, 9).get()
			fooled = gradiscope.perturb(image, bits, AttackMethods.FGSM.usual(2), "haze").getAt(9, 9).get()
			gradiscope.close()
			""";

	private static Fiji fiji;

	@BeforeAll
	static void start() {
		fiji = new Fiji();
	}

	@AfterAll
	static void dispose() {
		fiji.close();
	}

	static Stream<Arguments> scripts() {
		return Stream.of(Arguments.of("script.groovy", imports("import %s.%s")),
			Arguments.of("script.py", imports("from %s import %s")));
	}

	private static String imports(final String form) {
		final StringBuilder imports = new StringBuilder();
		for (final Class<?> type : new Class<?>[] { Gradiscope.class, AttackMethods.class,
			GradientMethod.class, Score.class, ValueRange.class })
			imports.append(String.format(form, type.getPackageName(), type.getSimpleName())).append('\n');
		return imports.toString();
	}

	@ParameterizedTest
	@MethodSource("scripts")
	void theSameCallsWorkInEitherLanguage(final String file, final String imports) throws Exception {
		final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(40, 36);
		image.forEach(pixel -> pixel.set(100));
		final var outputs = fiji.context().service(ScriptService.class)
			.run(file, PARAMETERS + imports + BODY, true, "image", image).get().getOutputs();
		try (Gradiscope gradiscope = Gradiscope.open("micropatterns")) {
			final ValueRange bits = ValueRange.EIGHT_BIT;
			assertEquals("background", outputs.get("label"));
			final float top =
				gradiscope.saliency(image, bits, GradientMethod.GRADIENT, "background").getAt(9, 9).get();
			assertEquals(top, outputs.get("top"));
			assertEquals(top, outputs.get("named"));
			assertEquals(
				gradiscope.saliency(image, bits, GradientMethod.GRADIENT, "bacteria").getAt(9, 9).get(),
				outputs.get("other"));
			assertEquals(2, Math.abs((float) outputs.get("fooled") - 100));
		}
	}
}
