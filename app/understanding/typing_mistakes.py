"""Words worth mending when one letter is wrong: missing them costs the most."""

RIGHT: frozenset[str] = frozenset(
    """breathing unconscious unresponsive overdose overdosed overdosing overamping responding gurgling collapsed choking swallowed
    narcan naloxone fentanyl heroin xylazine methadone suboxone syringes needles hepatitis abscess infected treatment detox
    seizure overheating hallucinating paranoid suicide suicidal unsubscribe subscribe resubscribe messages strips testing clean
    sobredosis respira despierta reacciona naloxona jeringas agujas pastillas fentanilo heroina metadona tratamiento mensajes
    inconsciente desmayado convulsion hermano hermana morado cristal heridas absceso revisame cancelar suicidio matarme
    overdoses friend brother sister girlfriend boyfriend husband purple ambulance emergency please kensington""".split()
)
